@description('Name of the registry.')
param name string = 'acrcontosobicep'

@description('Whether the logs of the registry are kept.')
param audit bool

@description('Resource id of the workspace that receives them.')
param workspaceId string?

module acr 'modules/registry.bicep' = {
  params: {
    name: name
    audit: audit
    workspaceId: workspaceId
  }
}
