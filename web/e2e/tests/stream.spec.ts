/** The event stream as a browser's own EventSource reads it, without a line of ours. */
import { expect, test } from './test'

test('an EventSource that loses its server comes back by itself and misses nothing', async ({
  server,
  page,
}) => {
  const say = async (id: string): Promise<void> => {
    const answer = await fetch(`${server.url}/api/messages`, {
      method: 'POST',
      body: JSON.stringify({ id, text: id, senderId: 'bob', receiverId: 'alice' }),
    })
    expect(answer.status).toBe(201)
  }
  await page.goto(server.url)
  await page.evaluate(() => {
    const heard: { [seq: number]: string } = {}
    const states = { heard, confirmed: 0 }
    Object.assign(window, { states })
    interface Said {
      readonly id: string
      readonly seq: number
    }
    const hear = ({ id, seq }: Said): void => {
      heard[seq] = id
    }
    new EventSource('/api/v1/events?userId=alice').onmessage = ({ data }) => {
      const event = JSON.parse(data as string) as { type: string; data: Said; messages: Said[] }
      if (event.type === 'registration-confirmed') states.confirmed++
      if (event.type === 'message') hear(event.data)
      if (event.type === 'changes') event.messages.forEach(hear)
    }
  })
  const state = () =>
    page.evaluate(() => (window as unknown as { states: { heard: object; confirmed: number } }).states)
  await expect.poll(async () => (await state()).confirmed).toBe(1)
  await say('m-1')
  await expect.poll(async () => Object.values((await state()).heard)).toEqual(['m-1'])

  await server.kill()
  await server.start()
  await say('m-2')
  await say('m-3')
  await expect.poll(async () => (await state()).confirmed, { timeout: 20_000 }).toBe(2)
  await say('m-4')
  await expect.poll(async () => Object.values((await state()).heard)).toEqual(['m-1', 'm-2', 'm-3', 'm-4'])
})
