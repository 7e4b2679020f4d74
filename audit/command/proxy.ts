import type { Agent } from 'node:http';
import { UnreadableInput } from '../aws/errors';

/** For the SDK's NodeHttpHandler, which does not read the environment's proxies itself. */
export interface ProxyAgents {
  readonly httpAgent: Agent;
  readonly httpsAgent: Agent;
}

const VARIABLES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'].flatMap((name) => [name.toLowerCase(), name]);

/**
 * Agents that connect through the proxies of HTTPS_PROXY, HTTP_PROXY and ALL_PROXY, except to the hosts of NO_PROXY; also
 * in lower case. Undefined without a proxy: the library is loaded only if it is needed.
 *
 * @throws UnreadableInput if a variable is not a URL
 */
export async function proxyAgents(environment: NodeJS.ProcessEnv): Promise<ProxyAgents | undefined> {
  const given = VARIABLES.filter((name) => environment[name]);
  if (given.length === 0) return undefined;
  for (const name of given) refuseInvalid(name, environment[name] ?? '');
  const { ProxyAgent } = await import('proxy-agent');
  return {
    // On a connection that it keeps, http-proxy-agent 9.1 loses the body of a request: the call would never end.
    httpAgent: new ProxyAgent(),
    httpsAgent: new ProxyAgent({ keepAlive: true, maxSockets: 50 }),
  };
}

/** Without the value, because it may contain a password. */
function refuseInvalid(name: string, value: string): void {
  // As proxy-from-env does, which proxy-agent uses.
  const url = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(url) || !/^(https?|socks\w*|pac\+\w+):/.test(url)) {
    throw new UnreadableInput(`${name} must be the URL of a proxy, such as http://proxy.example.com:8080`);
  }
}
