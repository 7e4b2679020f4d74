/** Whether `text` matches `pattern`: `*` is any run of characters, `?` any one character. */
export function matchesWildcards(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  const source = pattern.replace(/[\\^$.|()[\]{}+/*?]/g, (special) => WILDCARDS[special] ?? `\\${special}`);
  return new RegExp(`^${source}$`, 'su').test(text);
}

/** Matches ARNs as IAM does, each of the six parts separately: a wildcard does not match across a colon. */
export function matchesArn(pattern: string, arn: string): boolean {
  const patterns = arnParts(pattern);
  const parts = arnParts(arn);
  if (!patterns || !parts) return false;
  return patterns.every((part, index) => matchesWildcards(part, parts[index] ?? ''));
}

/** `arn`, partition, service, region, account and resource; undefined if it is not an ARN. */
export function arnParts(text: string): readonly string[] | undefined {
  const [prefix, partition, service, region, account, ...resource] = text.split(':');
  if (prefix !== 'arn' || partition === undefined || service === undefined) return undefined;
  if (region === undefined || account === undefined || resource.length === 0) return undefined;
  return [prefix, partition, service, region, account, resource.join(':')];
}

const WILDCARDS: Readonly<Record<string, string>> = { '*': '.*', '?': '.' };
