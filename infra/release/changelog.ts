/**
 * A version's entries in the changelog, without its heading.
 *
 * @throws Error that says which heading is missing
 */
export function changelogSection(changelog: string, version: string): string {
  const heading = new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\] - \\d{4}-\\d{2}-\\d{2}$`);
  const [, ...sections] = changelog.split(/^(?=## )/m);
  for (const section of sections) {
    const [first = '', ...lines] = section.split('\n');
    if (heading.test(first)) return `${lines.join('\n').trim()}\n`;
  }
  throw new Error(
    `CHANGELOG.md has no heading "## [${version}] - YYYY-MM-DD": give it to the entries under Unreleased`,
  );
}
