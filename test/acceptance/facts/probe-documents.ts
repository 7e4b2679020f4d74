/** The parameters that SSM needs to run either of the probe's documents. */
export const ROLE_PARAMETER = 'AutomationAssumeRole';
export const FUNCTION_PARAMETER = 'FunctionName';

interface Document {
  readonly description: string;
  /** Besides the role and the function. */
  readonly parameters?: object;
  readonly mainSteps: readonly object[];
}

/** What the probe's function returns to `{ say: true }`. */
export const WORD = 'spoken';

/** A step that invokes the probe's function. */
function invoke(name: string, InputPayload: object, more: object = {}): object {
  const inputs = { FunctionName: `{{ ${FUNCTION_PARAMETER} }}`, InputPayload };
  return { name, action: 'aws:invokeLambdaFunction', inputs, ...more };
}

const tolerated = { onFailure: 'Continue', isCritical: false };

/**
 * A run of it shows what reaches a step: `Echo` gets what `Say` returned, `Fail` invokes a function that fails, and
 * `NameSkipped` gets the output of `Skipped`, which `Jump` has skipped.
 */
export const STEPS_DOCUMENT = documentOf({
  description: 'Shows what a step gets from the steps before it',
  mainSteps: [
    invoke('Say', { say: true }),
    invoke('Echo', { echo: '{{ Say.Payload }}' }, tolerated),
    invoke('Fail', { fail: true }, tolerated),
    {
      name: 'Jump',
      action: 'aws:branch',
      inputs: {
        Choices: [{ NextStep: 'NameSkipped', Variable: `{{ ${ROLE_PARAMETER} }}`, StartsWith: 'arn:' }],
        Default: 'NameSkipped',
      },
    },
    invoke('Skipped', { say: true }),
    invoke('NameSkipped', { echo: '{{ Skipped.Payload }}' }, { ...tolerated, isEnd: true }),
  ],
});

/**
 * What Config runs for the probe's user. It does nothing to anybody: its one step invokes the function, which only a run
 * that has assumed its role can do.
 * @param description tells the versions of the document apart
 */
export function remediationDocument(description: string): string {
  return documentOf({
    description,
    parameters: { ResourceId: { type: 'String' } },
    mainSteps: [invoke('Say', { say: true })],
  });
}

/** The text of a document, as CreateDocument takes it. */
function documentOf({ parameters = {}, ...content }: Document): string {
  return JSON.stringify({
    schemaVersion: '0.3',
    assumeRole: `{{ ${ROLE_PARAMETER} }}`,
    parameters: { [ROLE_PARAMETER]: { type: 'String' }, [FUNCTION_PARAMETER]: { type: 'String' }, ...parameters },
    ...content,
  });
}
