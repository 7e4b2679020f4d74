import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { EVENT_SOURCE } from '../../rule/reporting/event-types';
import { LocalAws } from '../../sandbox/index';
import { eventsWith, type SeenEvent } from './events';
import { PROBE } from './facts/probe-template';
import { QUEUE_RESOURCES } from './facts/probe-queue';
import { localContext } from './local/local-context';

let aws: LocalAws;
afterEach(() => aws.close());

describe('The events in the queue', () => {
  it('include one that comes when more than SQS returns at once have been seen', async () => {
    aws = await LocalAws.start({ now: Date.parse('2026-11-24T08:00:00Z') });
    const context = localContext(aws);
    const template = JSON.stringify({ Resources: QUEUE_RESOURCES });
    await context.cloudformation.send(new CreateStackCommand({ StackName: PROBE, TemplateBody: template }));
    await aws.clock.runUntilIdle();
    const send = (id: string) =>
      aws.events.put({ source: EVENT_SOURCE, detailType: 'Test', resources: [], detail: { id } });
    for (let index = 0; index < 25; index += 1) send(`early ${index}`);
    aws.clock.spawn(async () => {
      await aws.clock.sleep(90_000);
      send('late');
    });

    const isLate = ({ detail }: SeenEvent) => detail['id'] === 'late';
    const seen = await aws.clock.runUntilSettled(eventsWith(context, (events) => events.some(isLate)));
    expect(seen.filter(isLate)).toHaveLength(1);
  });
});
