metadata description = 'Adds a diagnostic setting with a category group to an existing container registry.'

@description('Name of the existing container registry, in the resource group that is deployed to.')
@minLength(5)
@maxLength(50)
param registryName string

@description('Resource id of the Log Analytics workspace that receives the logs.')
@minLength(1)
param workspaceId string

@description('Name of the diagnostic setting.')
param settingName string = 'acr-audit'

@description('Category group to collect.')
@allowed([
  'audit'
  'allLogs'
])
param categoryGroup string = 'audit'

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

resource setting 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: settingName
  scope: registry
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: categoryGroup
        enabled: true
      }
    ]
  }
}

output settingId string = setting.id
