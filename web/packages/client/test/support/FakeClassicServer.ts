/** The REST half of a classic server, over messages that the test puts there. */

import type { Message } from '../../src/protocol.gen'
import { message } from './FakeConversation'

export class FakeClassicServer {
  messages: Message[] = []
  /** Whether requests fail. */
  isDown = false
  /** Answers the next POST with this status and sentence. */
  refusal: { status: number; error: string } | null = null
  readonly requests: string[] = []

  readonly fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    this.requests.push(`${init?.method ?? 'GET'} ${url}`)
    if (this.isDown) throw new TypeError('fetch failed')
    if (init?.method === 'POST') return this.#post(JSON.parse(String(init.body)) as Partial<Message>)
    const query = new URL(String(url)).searchParams
    return Response.json(this.#page(Number(query.get('limit')), query.get('before')))
  }

  /** A message that was stored `seconds` after the start of the day. */
  store(fields: Partial<Message> & { seq: number }): Message {
    const stored = message({ ...fields, id: fields.id ?? `m${fields.seq}` })
    this.messages = [...this.messages, stored]
    return stored
  }

  #page(limit: number, before: string | null): Message[] {
    const end = before ? this.messages.findIndex(({ id }) => id === before) : this.messages.length
    return this.messages.slice(Math.max(0, end - limit), end)
  }

  #post(body: Partial<Message>): Response {
    if (this.refusal) return Response.json({ error: this.refusal.error }, { status: this.refusal.status })
    const known = this.messages.find(({ id }) => id === body.id)
    return Response.json(known ?? this.store({ ...body, seq: this.messages.length + 1 }), { status: 201 })
  }
}
