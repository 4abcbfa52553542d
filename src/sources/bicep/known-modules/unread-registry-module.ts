import { DEPLOYMENT_SCHEMA, MODULE_API_VERSION, REGISTRY_API_VERSION } from '../../../model/azure/api-versions.ts';
import { DEPLOYMENT_TYPE, REGISTRY_TYPE } from '../../../model/azure/resource-types.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import { parameter } from './registry-module-parameters.ts';

/**
 * What is certain of a version of the module that was not read: it makes a registry of the name that it is given. Everything else,
 * its settings included, is what a module that cannot be read may make of it.
 *
 * @param reference Of the module, as it is written in full.
 */
export function unreadRegistryModule(reference: string): JsonObject {
  const unread = (member: string): string => `[reference('unread').outputs.${member}.value]`;
  return {
    $schema: DEPLOYMENT_SCHEMA,
    languageVersion: '2.0',
    contentVersion: '1.0.0.0',
    parameters: { name: { type: 'string' } },
    resources: {
      registry: {
        type: REGISTRY_TYPE,
        apiVersion: REGISTRY_API_VERSION,
        name: `[${parameter('name')}]`,
        location: unread('location'),
        tags: unread('tags'),
        identity: unread('identity'),
        sku: unread('sku'),
        properties: unread('properties'),
      },
      unread: {
        type: DEPLOYMENT_TYPE,
        apiVersion: MODULE_API_VERSION,
        name: 'unread',
        properties: {
          mode: 'Incremental',
          templateLink: { uri: reference },
          parameters: { name: { value: `[${parameter('name')}]` } },
        },
      },
    },
  };
}
