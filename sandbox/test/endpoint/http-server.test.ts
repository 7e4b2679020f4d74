import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { CredentialStore } from '../../endpoint/credentials';
import { HttpServer } from '../../endpoint/http-server';
import { ADMINISTRATOR } from '../callers';
import { localIam, NOW, SECOND } from '../services/iam/local-iam';

const MEBIBYTE = 2 ** 20;

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

async function served() {
  const local = localIam();
  const credentials = new CredentialStore();
  const server = new HttpServer(local.endpoint, credentials, local.clock, 100);
  const url = await server.listen();
  opened.push(() => server.close());
  const { accessKeyId, sessionToken } = credentials.issue(ADMINISTRATOR);
  const headers = { authorization: signedWith(accessKeyId, 'iam'), 'x-amz-security-token': sessionToken };
  return { ...local, url, headers };
}

function signedWith(key: string, service: string): string {
  return `AWS4-HMAC-SHA256 Credential=${key}/20260115/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

function post(url: string, headers: Record<string, string | number>): ClientRequest {
  return request(url, { method: 'POST', headers });
}

async function answerTo(sent: ClientRequest): Promise<{ status: number | undefined; body: string }> {
  const [response]: IncomingMessage[] = await once(sent, 'response');
  let body = '';
  for await (const chunk of response ?? []) body += String(chunk);
  return { status: response?.statusCode, body };
}

describe('before the body of a request arrives, the local AWS refuses', () => {
  it.each([
    [
      "a web page's request",
      { origin: 'https://example.com', 'content-type': 'text/plain' },
      403,
      '<Code>MissingAuthenticationToken</Code>',
    ],
    ['half a signature', { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA1/' }, 403, 'MissingAuthenticationToken'],
    ['an unknown key for IAM', { authorization: signedWith('AKIA1', 'iam') }, 403, '<Code>InvalidClientTokenId</Code>'],
    ['an unknown key for SSM', { authorization: signedWith('AKIA1', 'ssm') }, 400, 'UnrecognizedClientException'],
  ])('%s', async (_case, headers, status, code) => {
    const { url } = await served();
    const sent = post(url, { ...headers, 'content-length': 1000 });
    sent.flushHeaders();

    const refusal = await answerTo(sent);
    sent.destroy();

    expect(refusal).toEqual({ status, body: expect.stringContaining(code) });
  });
});

describe('a request that stops halfway', () => {
  it.each([
    ['in its headers', ''],
    ['in its body', 'Content-Length: 1000\r\nExpect: 100-continue\r\n\r\nAction=GetUser&'],
  ])('%s does not hold the clock, and loses its connection', async (_case, rest) => {
    const { url, headers, clock } = await served();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let received = '';
    socket.on('data', (data) => (received += String(data)));
    const closed = once(socket, 'close');

    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\n${lines.join('')}${rest}`);
    if (rest) await once(socket, 'data');
    await clock.runUntil(NOW + SECOND);

    expect(clock.now()).toBe(NOW + SECOND);
    expect(received).not.toContain('408');
    await closed;
    expect(received).toContain('408 Request Timeout');
  });
});

describe('a large request', () => {
  it.each([
    ['of 1 MiB is read', MEBIBYTE, 400, 'UnknownOperationException'],
    ['of more is refused', MEBIBYTE + 1, 413, '<Code>RequestEntityTooLargeException</Code>'],
  ])('%s', async (_case, size, status, code) => {
    const { url, headers } = await served();

    const answer = await answerTo(post(url, headers).end('x'.repeat(size)));

    expect(answer).toEqual({ status, body: expect.stringContaining(code) });
  });

  it('of 20,000 members does not block the local AWS', async () => {
    const { url, headers, iam } = await served();
    iam.seed({ userName: 'dave', createDate: NOW });
    const tags = Array.from(
      { length: 10_000 },
      (_, index) => `Tags.member.${index + 1}.Key=k${index}&Tags.member.${index + 1}.Value=v`,
    );
    const started = performance.now();

    const sent = post(url, headers);
    sent.end(`Version=2010-05-08&Action=TagUser&UserName=dave&${tags.join('&')}`);
    const answer = await answerTo(sent);

    expect(performance.now() - started).toBeLessThan(3000);
    expect(answer).toEqual({ status: 400, body: expect.stringContaining('length less than or equal to 50') });
  });
});
