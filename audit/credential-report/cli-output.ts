import { isRecord, parseJson } from '../../rule/decision/json';
import { parseTime } from './time';
import { TAKE_IT_AS_MADE, UnreadableReport } from './unreadable-report';

interface Report {
  readonly csv: Buffer;
  readonly generated?: Date;
}

/** Base64 of `user,a` or `"user"`, perhaps after that of a byte-order mark. */
const BASE64 = '"?(?:77u/)?(?:dXNlcixh|InVzZXIi)';

export function isCliOutput(text: string): boolean {
  return new RegExp(`^(?:\\{|Content:|${BASE64})`).test(text);
}

/**
 * The reports in what `aws iam get-credential-report` prints as json, yaml or text, or in its Content alone. There are
 * several if the output for several accounts was appended to one file.
 * AWS: "get-credential-report", AWS CLI Command Reference.
 *
 * @param name of the file, for errors
 * @throws UnreadableReport if a report is cut off, or is not Base64
 */
export function cliOutput(text: string, name: string): Report[] {
  const output = text.replace(/^\ufeff/, '').trim();
  return partsOf(output).map(([content, generated]) => {
    const base64 = content.replaceAll(/\s+/g, '');
    if (base64 === '' || base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) {
      throw new UnreadableReport(
        name,
        `: the AWS CLI's output must have a whole report in Base64, but it is cut off, changed or of another command; ${TAKE_IT_AS_MADE}`,
      );
    }
    const time = parseTime(generated);
    return { csv: Buffer.from(base64, 'base64'), ...(time !== undefined && { generated: new Date(time) }) };
  });
}

/** Content and GeneratedTime of each report; empty texts if they are missing. */
function partsOf(output: string): [string, string][] {
  if (output.startsWith('{')) {
    return output.split(/(?<=\})\s*(?=\{)/).map((json) => {
      const parsed = parseJson(json);
      const text = (member: string): string => {
        const value = isRecord(parsed) ? parsed[member] : undefined;
        return typeof value === 'string' ? value : '';
      };
      return [text('Content'), text('GeneratedTime')];
    });
  }
  if (output.startsWith('Content:')) {
    return output
      .split(/^(?=Content:)/m)
      .map((yaml) => [yamlMember(yaml, 'Content'), yamlMember(yaml, 'GeneratedTime')]);
  }
  return output.split(new RegExp(`\\s+(?=${BASE64})`)).map((text) => {
    const [content = '', generated = ''] = text.replaceAll('"', '').split('\t');
    return [content, generated];
  });
}

function yamlMember(yaml: string, member: string): string {
  return new RegExp(`^${member}: *['"]?([^\\s'"]+)`, 'm').exec(yaml)?.[1] ?? '';
}
