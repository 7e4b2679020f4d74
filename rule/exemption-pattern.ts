/**
 * A pattern without a slash is matched against the name, wherever the user is; one with a slash against path and name,
 * e.g. `break-glass/*` or `/break-glass/*`. `*` stands for any characters, slashes included, as in IAM. IAM's names are
 * unique without regard to case, and so is the comparison.
 */
export function patternMatches(pattern: string, path: string, name: string): boolean {
  const subject = pattern.includes('/') ? `${path}${name}` : name;
  const wanted = pattern.includes('/') && !pattern.startsWith('/') ? `/${pattern}` : pattern;
  return wildcardMatches(wanted.toLowerCase(), subject.toLowerCase());
}

/** Linear in the subject for each literal piece: no backtracking, whatever the pattern. */
function wildcardMatches(pattern: string, subject: string): boolean {
  const pieces = pattern.split('*');
  const first = pieces[0] ?? '';
  const last = pieces[pieces.length - 1] ?? '';
  if (pieces.length === 1) return subject === pattern;
  if (!subject.startsWith(first) || !subject.endsWith(last) || subject.length < first.length + last.length)
    return false;
  let position = first.length;
  const end = subject.length - last.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = subject.indexOf(piece, position);
    if (found < 0 || found + piece.length > end) return false;
    position = found + piece.length;
  }
  return true;
}

/**
 * Why a pattern of the exemption list could match no IAM user at all, or undefined where it could.
 * AWS: "IAM and AWS STS quotas, name requirements" (names `[\w+=,.@-]`, at most 64; paths printable, at most 512).
 */
export function patternFault(pattern: string): string | undefined {
  if (pattern === '') return 'is empty';
  const slash = pattern.lastIndexOf('/');
  const name = pattern.slice(slash + 1);
  const path = pattern.slice(0, slash + 1);
  if (name === '') return 'ends with a slash and so names no user';
  if (!/^[\w+=.@*-]+$/.test(name)) return 'has a character that no user name (and no list element) can have';
  if (name.replaceAll('*', '').length > 64) return 'is longer than any user name';
  if (!/^[\u0021-\u007e]*$/.test(path)) return 'has a character that no path can have';
  if (path.replaceAll('*', '').length > 512) return 'is longer than any path';
  return undefined;
}
