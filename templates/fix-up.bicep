metadata description = 'Writes diagnostic settings of container registries in the resource groups of one subscription.'

targetScope = 'subscription'

@description('Resource groups, each with name and settings. A setting has the name of its registry, its own name, and the properties that replace those it has.')
@minLength(1)
@maxLength(400)
param resourceGroups array

module groups 'fix-up-settings.bicep' = [
  for (group, i) in resourceGroups: {
    name: '${deployment().name}-${i}'
    scope: resourceGroup(group.name)
    params: {
      settings: group.settings
    }
  }
]
