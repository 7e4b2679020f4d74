import { isRecord } from '../../rule/decision/json';

/**
 * What npm or a reader would notice only after the release.
 *
 * @param manifest package.json
 * @param tag that is released; undefined in a dry run
 * @returns one sentence for each, with what to do
 */
export function refusals(manifest: unknown, tag?: string): string[] {
  const { version, repository, private: isPrivate } = isRecord(manifest) ? manifest : {};
  const url = isRecord(repository) ? repository['url'] : repository;
  const found: string[] = [];
  if (typeof url !== 'string' || url === '') {
    // npm compares it with the repository that signed. npm: "Generating provenance statements".
    found.push(
      'package.json has no repository: add {"type": "git", "url": "git+https://github.com/OWNER/REPOSITORY.git"}, from which npm verifies the provenance.',
    );
  }
  if (isPrivate === true) found.push('package.json is private: remove "private", or npm does not publish it.');
  if (tag !== undefined && tag !== `v${String(version)}`) {
    found.push(`The tag is ${tag} and package.json has version ${String(version)}: tag v${String(version)} instead.`);
  }
  return found;
}
