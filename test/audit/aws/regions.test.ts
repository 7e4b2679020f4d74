import { attempt } from '../../../audit/aws/regions';

describe('What cannot be read of a region', () => {
  it("is a failure, with AWS's words", async () => {
    const error = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException', $metadata: {} });

    expect(await attempt(Promise.reject(error))).toEqual({
      failure: { message: 'ThrottlingException: Rate exceeded' },
    });
  });

  it('is never a bug of ours', async () => {
    await expect(attempt(Promise.reject(new TypeError('x is not a function')))).rejects.toThrow('x is not a function');
  });
});
