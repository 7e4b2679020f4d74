import { heading, type Look, paragraph } from './text';

const OPTIONS = [
  ['--credential-report FILE', 'the same for the users of your account'],
  ['--serve', 'the local AWS for the AWS CLI'],
  ['--help', 'all options'],
] as const;

/** What to try next. */
export function closing(
  { width, paint }: Look,
  first: readonly (readonly [option: string, meaning: string])[] = [],
): string {
  return [
    heading('What next', paint, width),
    ...[...first, ...OPTIONS].map(([option, meaning]) =>
      paragraph(meaning, ' '.repeat(41), `  npm start -- ${option}`.padEnd(41), width),
    ),
  ].join('\n');
}
