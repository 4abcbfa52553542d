using 'main.bicep'

param audit = false
