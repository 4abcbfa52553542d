metadata description = 'Writes diagnostic settings of container registries in one resource group.'

@description('Diagnostic settings, each with registry, name and properties.')
@minLength(1)
@maxLength(200)
param settings array

resource registries 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = [
  for setting in settings: {
    name: setting.registry
  }
]

resource diagnosticSettings 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = [
  for (setting, i) in settings: {
    name: setting.name
    scope: registries[i]
    properties: setting.properties
  }
]
