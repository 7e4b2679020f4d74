import { withoutAws } from '../../command/synthesize';

describe('the environment of the synth', () => {
  it('inherits no AWS or CDK setting of the shell', () => {
    const environment = withoutAws({
      PATH: '/bin',
      AWS_PROFILE: 'production',
      AWS_ACCESS_KEY_ID: 'AKIAREAL',
      aws_session_token: 'real',
      CDK_DEFAULT_ACCOUNT: '123456789012',
    });

    expect(environment).toMatchObject({ PATH: '/bin', AWS_EC2_METADATA_DISABLED: 'true' });
    expect(Object.values(environment).join()).not.toMatch(/production|REAL|real|123456789012/);
  });

  it('finds no profile in configuration files either', () => {
    expect(withoutAws({ AWS_CONFIG_FILE: '/home/me/.aws/config' })).toMatchObject({
      AWS_CONFIG_FILE: expect.stringMatching(/^\/var\/empty\//),
      AWS_SHARED_CREDENTIALS_FILE: expect.stringMatching(/^\/var\/empty\//),
    });
  });
});
