import { expect, test, vi } from 'vitest'
import { settle } from './support/chatting'
import { KeepingBrowser, records } from './support/keeping'
import { seeded } from './support/seeded'
import { live, type OpenTab } from './support/tabbing'

const CONVERSATIONS = ['general', 'alice~bob']
const TABS = 5
/** Longer than the slowest way back: a minute's check, with its jitter. */
const HEALING_MS = 120_000

/** One person with a browser, who opens and loses tabs while people talk and the network does what it does. */
class Person {
  readonly browser: KeepingBrowser = new KeepingBrowser()
  readonly typed: Map<string, string[]> = new Map()
  /** What a message was made to say: each of them once, for what two tabs say at once has no order. */
  readonly edited: Map<string, string> = new Map()
  readonly #random: () => number
  open: OpenTab[] = []
  frozen: OpenTab[] = []

  constructor(random: () => number) {
    this.#random = random
  }

  below(limit: number): number {
    return Math.floor(this.#random() * limit)
  }

  begin(): void {
    if (this.open.length + this.frozen.length >= TABS) return
    const page = this.browser.make({ random: this.#random })
    for (const id of CONVERSATIONS) page.chat.timeline(id).subscribe(() => {})
    page.chat.start()
    this.open.push(page)
  }

  type(step: number): OpenTab | undefined {
    const page = this.open[this.below(this.open.length)]
    if (!page) return
    const id = CONVERSATIONS[this.below(2)] ?? 'general'
    page.chat.send(id, `alice ${step}`)
    this.typed.set(id, [...(this.typed.get(id) ?? []), `alice ${step}`])
    return page
  }

  edit(step: number): OpenTab | undefined {
    const page = this.open[this.below(this.open.length)]
    const id = CONVERSATIONS[this.below(2)] ?? 'general'
    const mine = page?.chat
      .timeline(id)
      .getState()
      .items.filter(({ senderId, seq, text }) => senderId === 'alice' && seq && !this.edited.has(text))
    const one = mine?.[this.below(mine.length)]
    if (!page || !one?.seq || !one.text.startsWith('alice')) return
    page.chat.edit(id, one.seq, `edited ${step}`)
    this.edited.set(one.text, `edited ${step}`)
    return page
  }

  lose(page: OpenTab | undefined, how: 'close' | 'crash'): void {
    if (!page) return
    this.open = this.open.filter(other => other !== page)
    this.frozen = this.frozen.filter(other => other !== page)
    if (how === 'close') page.chat.stop()
    page.crash()
  }

  happen(step: number): void {
    const { server } = this.browser
    const some = () => this.open[this.below(this.open.length)]
    const things: (() => void)[] = [
      () => this.begin(),
      () => this.begin(),
      () => void this.type(step),
      () => void this.type(step),
      () => void this.type(step),
      () => void this.edit(step),
      () => void this.edit(step),
      () => this.lose(this.type(step), 'crash'),
      () => this.lose(this.edit(step), 'crash'),
      () => this.lose(some(), 'close'),
      () => this.lose(some(), 'crash'),
      () => this.lose(this.frozen[0], 'crash'),
      () => this.freeze(some()),
      () => this.thaw(),
      () => void server.says('bob', CONVERSATIONS[this.below(2)] ?? '', `bob ${step}`),
      () => void server.says('bob', CONVERSATIONS[this.below(2)] ?? '', `bob ${step}`),
      () => server.dropAll([1006, 1001, 4008][this.below(3)]),
      () => {
        server.socketsDown = this.below(2) === 0
      },
      () => {
        server.restDown = this.below(3) === 0
      },
      () => void server.refusals.push({ message: 'Too fast.', code: 'rate-limited', retryAfterMs: 400 }),
    ]
    things[this.below(things.length)]?.()
  }

  freeze(page: OpenTab | undefined): void {
    if (!page) return
    page.tab.freeze()
    this.open = this.open.filter(other => other !== page)
    this.frozen.push(page)
  }

  thaw(): void {
    for (const page of this.frozen) page.tab.thaw()
    this.open.push(...this.frozen)
    this.frozen = []
  }
}

const shown = ({ chat }: OpenTab, id: string) => {
  const { items } = chat.timeline(id).getState()
  return items.map(({ text, delivery }) => (delivery.state === 'sent' ? text : `${text} (${delivery.state})`))
}

/** Many do for every day; `CHAOS=500` looks further. */
const SEEDS = Array.from({ length: Number(process.env.CHAOS ?? 20) }, (_, index) => index + 1)

test.each(SEEDS)(
  'whatever becomes of the tabs (%i), what was typed is there once, in order, as it was edited, in all that are left',
  async seed => {
    const random = seeded(seed)
    const person = new Person(random)
    const { browser } = person
    for (let step = 0; step < 150; step++) {
      person.happen(step)
      await vi.advanceTimersByTimeAsync(10 + Math.floor(random() ** 3 * 6_000))
    }
    browser.mend()
    person.thaw()
    person.begin()
    await vi.advanceTimersByTimeAsync(HEALING_MS)

    for (const id of CONVERSATIONS) {
      const all = browser.server.conversation(id).messages
      expect(all.filter(({ senderId }) => senderId === 'alice').map(({ text }) => text)).toEqual(
        (person.typed.get(id) ?? []).map(text => person.edited.get(text) ?? text),
      )
      for (const page of person.open) {
        const mine = shown(page, id)
        expect(mine.length).toBeGreaterThanOrEqual(Math.min(all.length, 50))
        expect(mine).toEqual(all.map(({ text }) => text).slice(-mine.length))
      }
    }
    expect(person.open.map(({ chat }) => chat.getState().connection.socket)).toEqual(
      person.open.map(() => 'connected'),
    )
    expect(live(browser.server)).toBe(1)
    expect(await records(browser.indexedDB, 'outbox')).toEqual([])
    for (const { chat } of person.open) chat.stop()
    await settle(2_000)
  },
)
