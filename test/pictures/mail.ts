import { parseEvent } from '../../messages/event';
import { mailFor } from '../../messages/mail';

const [WIDTH, HEIGHT] = [700, 350];
const DAY = 86_400_000;

/** The mail about a nearing removal, as an SVG that contains its HTML. */
export function drawMail(now: Date): string {
  const event = {
    'detail-type': 'IAM User Nearing Inactivity',
    account: '111122223333',
    time: now.toISOString(),
    detail: {
      userId: 'AIDAEXAMPLE',
      userName: 'dave',
      inactiveAfter: new Date(now.getTime() + 10 * DAY).toISOString(),
    },
  };
  const { html } = mailFor(parseEvent(event), 'the security team, security@example.com');
  const [, style = '', content] = /<body style="([^"]*)">(.*)<\/body>/s.exec(html) ?? [];
  if (content === undefined) throw new Error(`the mail has no body: ${html}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="A mail to the person concerned">
<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="8" fill="#fff" stroke="#d0d7de"/>
<foreignObject width="${WIDTH}" height="${HEIGHT}">
<div xmlns="http://www.w3.org/1999/xhtml" style="${style}">${content.trim()}</div>
</foreignObject>
</svg>
`;
}
