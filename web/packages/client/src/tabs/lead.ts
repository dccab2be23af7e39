/**
 * The one tab that has the real socket: it sends what the others hand up, and hands down what comes, to all or to the
 * one that asked. It must not know what a chat does with it.
 */
import { idle } from '../environment'
import { parseEvent } from '../event'
import { asHello, type Hello, lifeOf, type Post, read } from './post'
import { type Saying, Together } from './together'
import { Turn } from './turn'

/** Answers that never came are not waited for for ever. */
const ASKED = 1_000

type Sent = Post extends infer One ? (One extends Post ? Omit<One, 'from'> : never) : never

export interface LeadParts {
  readonly group: string
  /** The member that leads. */
  readonly me: string
  readonly hello: string
  readonly socket: WebSocket
  readonly locks: LockManager
  readonly post: (post: Sent) => void
  /** A frame for the member that leads. */
  readonly hear: (frame: string) => void
  readonly onClose: (code: number, reason: string) => void
}

interface Follower {
  readonly hello: Hello | null
  readonly life: Turn
}

export class Lead {
  readonly #parts: LeadParts
  readonly #together: Together
  readonly #followers: Map<string, Follower> = new Map()
  /** Who asked, by the id that the answer has. */
  readonly #asked: Map<string, string> = new Map()
  #greeting = ''
  #confirmation: string | null = null
  #epoch: string | undefined

  constructor(parts: LeadParts) {
    const { socket, me, hello, onClose } = parts
    this.#parts = parts
    this.#together = new Together(frame => this.#send(frame))
    this.#together.add(me)
    socket.onopen = () => socket.send(hello)
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') this.#down(data)
    }
    socket.onerror = idle
    socket.onclose = (event?: CloseEvent) => onClose(event?.code ?? 1006, event?.reason ?? '')
  }

  /** A frame of a member's. */
  up(member: string, frame: string): void {
    const said = read(frame) as Saying | null
    if (!said || this.#together.take(member, said, frame)) return
    // Changes are good for all who have followed as far as they begin at.
    if (typeof said.id === 'string' && said.type !== 'changes') this.#ask(said.id, member)
    this.#send(frame)
  }

  receive(post: Post): void {
    if (post.kind === 'attach') this.#admit(post.from, asHello(post.hello))
    else if (post.kind === 'bye') this.#dismiss(post.from)
    else if (post.kind === 'up' && post.to === this.#parts.me) {
      this.#parts.post({ kind: 'here', to: post.from })
      this.up(post.from, post.frame)
    }
  }

  close(): void {
    const { socket } = this.#parts
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
    for (const { life } of this.#followers.values()) life.end()
  }

  #send(frame: string): void {
    const { socket } = this.#parts
    if (socket.readyState === 1) socket.send(frame)
  }

  #ask(id: string, member: string): void {
    this.#asked.set(id, member)
    for (const oldest of this.#asked.keys()) {
      if (this.#asked.size <= ASKED) break
      this.#asked.delete(oldest)
    }
  }

  #admit(member: string, hello: Hello | null): void {
    const { group, locks, post } = this.#parts
    this.#followers.get(member)?.life.end()
    // It holds this lock as long as it lives.
    const life = new Turn(locks, lifeOf(group, member), { onTurn: () => this.#dismiss(member) })
    this.#followers.set(member, { hello, life })
    post({ kind: 'here', to: member })
    if (this.#confirmation !== null) this.#welcome(member, hello)
  }

  #dismiss(member: string): void {
    this.#followers.get(member)?.life.end()
    this.#followers.delete(member)
    this.#together.delete(member)
  }

  /** From here on it gets what is pushed; what came before it reads. */
  #welcome(member: string, hello: Hello | null): void {
    const frames = [this.#greeting, this.#confirmation ?? ''].filter(Boolean)
    this.#parts.post({ kind: 'welcome', to: member, frames })
    this.#together.add(member)
    if (hello?.name) this.#send(JSON.stringify({ type: 'profile', name: hello.name }))
    if (!hello?.cursors || hello.cursors.epoch !== this.#epoch) return
    for (const [conversationId, after] of Object.entries(hello.cursors.after)) {
      this.#send(JSON.stringify({ type: 'changes', conversationId, after }))
    }
  }

  #down(frame: string): void {
    const event = parseEvent(frame)
    const { me } = this.#parts
    if (event?.type === 'connection-established') {
      this.#greeting = frame
      this.#give(me, frame)
    } else if (event?.type === 'registration-confirmed') {
      this.#confirmation = frame
      this.#epoch = event.epoch
      this.#give(me, frame)
      for (const [member, { hello }] of this.#followers) this.#welcome(member, hello)
    } else if (event?.type === 'done' || event?.type === 'error') this.#answer(event.id, frame)
    else this.#give(null, frame)
  }

  /** What was asked for by one is no news to the others. */
  #answer(id: string | undefined, frame: string): void {
    const asker = this.#asked.get(id ?? '') ?? null
    this.#asked.delete(id ?? '')
    this.#give(asker, frame)
  }

  #give(to: string | null, frame: string): void {
    const { me, post, hear } = this.#parts
    if (to !== me && this.#followers.size) post({ kind: 'down', to, frame })
    if (to === null || to === me) hear(frame)
  }
}
