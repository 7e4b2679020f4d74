import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { proxyAgents } from '../../../audit/command/proxy';
import { activeUser, DAY, DeployedAccount } from '../../support/deployed-account';
import { CompiledCommand, environmentOf } from '../compiled-command';

let command: CompiledCommand;
let account: DeployedAccount;
let proxy: Server;
/** What the proxy has been asked for. */
let asked: string[];

beforeAll(async () => {
  command = new CompiledCommand();
  account = await DeployedAccount.create([activeUser({ passwordLastUsed: Date.now() - DAY })], { now: Date.now() });
  account.aws.iam.makeReport();
  proxy = await loggingProxy();
});
afterAll(async () => {
  command.close();
  await account.close();
  proxy.close();
});
beforeEach(() => (asked = []));

function forward(incoming: IncomingMessage, outgoing: ServerResponse, url: string): void {
  const { method = 'POST', headers } = incoming;
  const forwarded = request(url, { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  incoming.pipe(forwarded);
}

/** Forwards what is http, and connects to a host of this machine. It refuses to connect to others. */
async function loggingProxy(): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    forward(incoming, outgoing, incoming.url ?? '');
  });
  server.on('connect', ({ url = '' }, socket) => {
    asked.push(`CONNECT ${url}`);
    const [, port] = /^localhost:(\d+)$/.exec(url) ?? [];
    if (port === undefined) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const upstream = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(upstream).pipe(socket);
    });
    for (const end of [socket, upstream]) end.on('error', () => undefined);
  });
  return await listening(server);
}

async function listening<T extends Server>(server: T): Promise<T> {
  return await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return address.port;
}

function proxyUrl(): string {
  return `http://127.0.0.1:${portOf(proxy)}`;
}

const withOpenssl = spawnSync('openssl', ['version']).status === 0 ? it : it.skip;

/** Files with a self-signed certificate for localhost. */
function certificate(): { readonly key: string; readonly cert: string } {
  const [key, cert] = [join(command.folder, 'key.pem'), join(command.folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...curve, ...subject], { stdio: 'ignore' });
  return { key, cert };
}

describe('The audit', () => {
  it.each(['HTTP_PROXY', 'http_proxy'])('reaches an http endpoint through %s', async (variable) => {
    const environment = { ...environmentOf(account.aws), [variable]: proxyUrl() };

    const { status, stderr } = await command.run(['audit'], { environment });

    expect([status, stderr]).toEqual([0, '']);
    expect(asked.length).toBeGreaterThanOrEqual(4);
    expect(new Set(asked)).toEqual(new Set([`POST ${account.aws.url}/`]));
  });

  it('does not use the proxy for the hosts of NO_PROXY', async () => {
    const environment = { ...environmentOf(account.aws), HTTP_PROXY: proxyUrl(), NO_PROXY: 'localhost,127.0.0.1' };

    expect((await command.run(['audit'], { environment })).status).toBe(0);
    expect(asked).toEqual([]);
  });

  it('asks HTTPS_PROXY to connect to AWS, and shows its refusal', async () => {
    const { AWS_ENDPOINT_URL: _url, ...environment } = environmentOf(account.aws);

    const { status, stderr } = await command.run(['audit'], {
      environment: { ...environment, HTTPS_PROXY: proxyUrl() },
    });

    expect([status, stderr]).toEqual([3, expect.stringContaining('HTTP 407 came back, and not from AWS')]);
    expect(asked).toContain('CONNECT iam.amazonaws.com:443');
    expect(asked).toContain('CONNECT sts.us-east-1.amazonaws.com:443');
  });

  withOpenssl('sends its calls over few connections to an https endpoint', async () => {
    const { key, cert } = certificate();
    const tls = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (incoming, outgoing) =>
      forward(incoming, outgoing, `${account.aws.url}${incoming.url}`),
    );
    const endpoint = await listening(tls);
    const host = `localhost:${portOf(endpoint)}`;
    const before = account.aws.endpoint.calls.length;

    const { status, stderr } = await command.run(['audit'], {
      environment: {
        ...environmentOf(account.aws),
        AWS_ENDPOINT_URL: `https://${host}`,
        HTTPS_PROXY: proxyUrl(),
        NODE_EXTRA_CA_CERTS: cert,
      },
    });
    endpoint.close();

    expect([status, stderr]).toEqual([0, '']);
    expect(new Set(asked)).toEqual(new Set([`CONNECT ${host}`]));
    expect(asked.length).toBeLessThan(account.aws.endpoint.calls.length - before);
  });

  it('signs in through the proxy too', async () => {
    const cache = join('.aws', 'sso', 'cache');
    mkdirSync(join(command.folder, cache), { recursive: true });
    const session = createHash('sha1').update('corp').digest('hex');
    command.file(
      join(cache, `${session}.json`),
      JSON.stringify({ accessToken: 'x', expiresAt: new Date(Date.now() + DAY).toISOString() }),
    );
    command.file(
      'config',
      '[profile sso]\nregion = us-east-1\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Auditor\n' +
        '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n',
    );
    const environment = {
      HOME: command.folder,
      AWS_CONFIG_FILE: join(command.folder, 'config'),
      HTTPS_PROXY: proxyUrl(),
    };

    const { status, stderr } = await command.run(['audit', '--profile', 'sso'], { environment });

    expect([status, stderr]).toEqual([3, expect.stringContaining('the profile sso has no valid credentials')]);
    expect(asked).toContain('CONNECT portal.sso.eu-west-1.amazonaws.com:443');
  });
});

describe('The variables of a proxy', () => {
  it('may be missing or empty', async () => {
    expect(await proxyAgents({ HTTPS_PROXY: '', NO_PROXY: '*' })).toBeUndefined();
  });

  it.each(['http://', 'ftp://proxy:3128', 'http://user:secret@:80', 'proxy:port'])(
    'are refused by name, without their value: %s',
    async (value) => {
      await expect(proxyAgents({ HTTPS_PROXY: value })).rejects.toThrow(
        /^HTTPS_PROXY must be the URL of a proxy, such as http:\/\/proxy\.example\.com:8080$/,
      );
    },
  );
});
