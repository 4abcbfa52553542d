using 'fix-up.bicep'

param resourceGroups = [
  {
    name: 'rg-contoso'
    settings: [
      {
        registry: 'acrcontoso'
        name: 'acr-audit'
        properties: {
          workspaceId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/log-contoso'
          logs: [
            {
              categoryGroup: 'audit'
              enabled: true
            }
          ]
        }
      }
    ]
  }
]
