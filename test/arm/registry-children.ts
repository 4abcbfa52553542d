/** A connected registry. Without `logging` its body has none, as when it was never set. */
export interface ConnectedRegistry {
  readonly name: string;
  readonly logging?: {
    readonly auditLogStatus?: 'Enabled' | 'Disabled';
    readonly logLevel?: 'Debug' | 'Information' | 'Warning' | 'Error' | 'None';
  };
}

/** A task: by default it is enabled, and its logs are kept nowhere else. */
export interface RegistryTask {
  readonly name: string;
  readonly logTemplate?: string;
  readonly status?: 'Enabled' | 'Disabled';
  readonly isSystemTask?: boolean;
}

/** As Microsoft.ContainerRegistry 2025-11-01 answers it. */
export function connectedBody(registry: string, { name, logging }: ConnectedRegistry): Record<string, unknown> {
  return {
    id: `${registry}/connectedRegistries/${name}`,
    name,
    type: 'Microsoft.ContainerRegistry/registries/connectedRegistries',
    properties: {
      provisioningState: 'Succeeded',
      mode: 'ReadWrite',
      version: '1.0.0',
      connectionState: 'Online',
      lastActivityTime: '2026-01-01T00:00:00Z',
      activation: { status: 'Active' },
      parent: {
        syncProperties: {
          tokenId: `${registry}/tokens/sync-${name}`,
          schedule: '* * * * *',
          messageTtl: 'P2D',
          lastSyncTime: '2026-01-01T00:00:00Z',
        },
      },
      clientTokenIds: [`${registry}/tokens/client-${name}`],
      loginServer: { host: `${name}.example`, tls: { status: 'Enabled' } },
      ...(logging && { logging }),
      notificationsList: [],
    },
  };
}

/** As Microsoft.ContainerRegistry 2025-03-01-preview answers it. */
export function taskBody(registry: string, location: string, task: RegistryTask): Record<string, unknown> {
  const { name, logTemplate, status = 'Enabled', isSystemTask = false } = task;
  return {
    id: `${registry}/tasks/${name}`,
    name,
    type: 'Microsoft.ContainerRegistry/registries/tasks',
    location,
    tags: {},
    properties: {
      provisioningState: 'Succeeded',
      creationDate: '2021-06-15T21:38:26.1537861Z',
      status,
      platform: { os: 'linux', architecture: 'amd64' },
      agentConfiguration: { cpu: 2 },
      timeout: 3600,
      step: {
        type: 'Docker',
        contextPath: 'https://github.com/contoso/app.git#main',
        dockerFilePath: 'Dockerfile',
        imageNames: ['app:{{.Run.ID}}'],
        isPushEnabled: true,
        noCache: false,
      },
      trigger: {},
      ...(logTemplate !== undefined && { logTemplate }),
      isSystemTask,
    },
  };
}
