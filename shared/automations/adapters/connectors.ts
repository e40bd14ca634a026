import { type JsonClientOptions, jsonClient } from '../../webhooks/adapters/https/json-client.ts';
import type { Connectors } from '../app/ports/connector.ts';
import { crewaiConnector } from './crewai/crewai-connector.ts';
import { n8nConnector } from './n8n/n8n-connector.ts';

export function openConnectors(options: JsonClientOptions): Connectors {
  const call = jsonClient(options);
  return { n8n: n8nConnector(call), crewai: crewaiConnector(call) };
}
