using 'main.bicep'

param audit = true
param workspaceId = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/law'
