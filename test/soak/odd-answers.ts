import { isRecord } from '../../rule/decision/json';
import { RULE } from '../support/deployed-account';
import type { Chance } from './chance';

/** For each answer with a list, the list and the member that says whether there is more. */
const LISTS: Readonly<Record<string, { readonly list: string; readonly more?: string }>> = {
  ListUsers: { list: 'Users', more: 'IsTruncated' },
  ListAccessKeys: { list: 'AccessKeyMetadata', more: 'IsTruncated' },
  GetComplianceDetailsByConfigRule: { list: 'EvaluationResults' },
};

/** An unusable answer: its list is missing, or it says that there is more without saying where. */
export function oddAnswer(operation: string, answer: object, chance: Chance): object | undefined {
  const { list, more } = LISTS[operation] ?? {};
  if (list === undefined) return undefined;
  if (more !== undefined && chance.onceIn(2)) return { ...answer, [more]: true, Marker: undefined };
  return { ...answer, [list]: undefined };
}

/** A damaged credential report, by AWS or by somebody; a false line in it can always be recognized as doubtful. */
export function oddReport(answer: object, chance: Chance): { readonly answer: object; readonly isNone: boolean } {
  const content: unknown = isRecord(answer) ? answer['Content'] : undefined;
  if (!(content instanceof Uint8Array)) throw new Error(`the credential report of ${RULE} has no content`);
  const [header = '', root = '', ...lines] = new TextDecoder().decode(content).split('\n');
  const at = chance.below(lines.length + 1);
  const line = lines[at] ?? '';
  const withLine = (...instead: string[]) => [header, root, ...lines.slice(0, at), ...instead, ...lines.slice(at + 1)];
  const isNone = chance.onceIn(12);
  const odd = isNone
    ? [chance.pick(['', '<html>', header.replace('arn', 'name')]), root, ...lines]
    : chance.pick([
        // The row is missing or duplicated, with or without a difference.
        () => withLine(),
        () => withLine(line, line),
        () => withLine(line, line.replace(',true,', ',false,')),
        () => withLine(line.replace(',true,', ',false,'), line),
        // Cells are missing, or are not times or flags.
        () => withLine(line.slice(0, chance.below(line.length + 1))),
        () => withLine(line.replaceAll(/(\d\d:\d\d:\d\d)(Z|\+00:00)/g, '$1')),
        () => withLine(line.replace(',true,', ',perhaps,')),
        // Lines about no user.
        () => withLine(line, '', '"', 'ann', 'ann,arn:aws:iam::1:user/ann', '"a,b'),
        () => [...withLine(line), ''],
      ])();
  const lineBreak = chance.onceIn(4) ? '\r\n' : '\n';
  return { answer: { ...answer, Content: new TextEncoder().encode(odd.join(lineBreak)) }, isNone };
}
