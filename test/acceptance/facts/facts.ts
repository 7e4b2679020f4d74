/** What AWS does not document and the product is right about either way, with the possible answers. */
export const FACTS = {
  lambdaString: {
    question: "Does a Lambda function's string reach an Automation runbook with its JSON quotes?",
    answers: ['bare', 'quoted'],
  },
  functionError: {
    question: 'Does a failed function fail its step of the runbook?',
    answers: ['fails the step', 'does not fail the step'],
  },
  outputOfStepNotRun: {
    question: 'What does a step get that names the output of a step that did not run?',
    answers: ['a sentence', 'the reference itself', 'it fails'],
  },
  repeatedNonCompliant: {
    question: 'Does a repeated NON_COMPLIANT start another run?',
    answers: ['starts a run', 'is ignored'],
  },
  repeatedPut: {
    question: 'Does PutRemediationConfigurations start runs for resources that are already NON_COMPLIANT?',
    answers: ['starts a run', 'is ignored'],
  },
  documentVersion: {
    question: 'Which version of a document does Config run, if the remediation names none?',
    answers: ['the default version', 'the version when the remediation was put'],
  },
  reportQuoting: {
    question: 'Does the credential report quote a cell with a comma?',
    answers: ['quoted', 'not quoted'],
  },
  newPassword: {
    question: 'How long does IAM refuse to change a new password?',
    answers: ['not at all', 'for a while'],
  },
  sourceArn: {
    question: "Does a run that Config started carry aws:SourceArn when SSM assumes the runbook's role?",
    answers: ['yes', 'no'],
  },
} as const;

export type FactName = keyof typeof FACTS;

/** What AWS did. */
export type FactAnswer<Name extends FactName = FactName> = {
  /** `unclear` if AWS did something else; the evidence tells what. */
  readonly answer: (typeof FACTS)[Name]['answers'][number] | 'unclear';
  /** What was seen, in one sentence, e.g. the cell or the number of seconds. */
  readonly evidence: string;
};

export type FactAnswers = { readonly [Name in FactName]?: FactAnswer<Name> };

/** The answer to a fact if AWS did something that is no known answer; the evidence tells what, in one sentence. */
export function unclear(evidence: string) {
  return { answer: 'unclear', evidence } as const;
}
