/**
 * One tab among those that share a socket. It waits for its turn to lead, and until then follows who does. Whenever it
 * changes who leads, the client is made to come back: it then asks for what it missed, and sends again what was not
 * answered, so a hand-over needs nothing of its own to be without loss.
 */
import { idle } from '../environment'
import { mintMessageId } from '../ids'
import { Lead } from './lead'
import { AGAIN, asPost, lifeOf, type Post } from './post'
import { Turn } from './turn'

/** A leader that does not answer by then is frozen, or gone without the browser having noticed. */
const ANSWER_MS = 2_000
/** The others hear why the socket was closed before one of them gets the turn. */
const FAREWELL_MS = 50
/** The client comes back at once; if it does not, somebody else's turn has come. */
const SPARE_MS = 1_000

/** What the sockets of one page have in common. */
export interface Page {
  readonly locks: LockManager
  readonly openChannel: (name: string) => BroadcastChannel
  readonly openSocket: (url: string) => WebSocket
  /** Turns to lead that are kept for the client's next socket, by group. */
  readonly spares: Map<string, Turn>
  /** This page gets no locks: each of its sockets is a real one from now on. */
  readonly onRefused: () => void
}

export interface MemberEars {
  readonly onFrame: (frame: string) => void
  readonly onEnd: (code: number, reason: string) => void
}

export class Member {
  readonly #page: Page
  readonly #ears: MemberEars
  readonly #url: string
  readonly #hello: string
  readonly #group: string
  readonly #id: string = mintMessageId()
  readonly #life: Turn
  #channel: BroadcastChannel | null = null
  #turn: Turn | null = null
  #lead: Lead | null = null
  #leader: string | null = null
  #isWelcome = false
  #isOver = false
  #cancel: () => void = idle

  /** `hello` is the frame that registers, and `group` what it says. */
  constructor(page: Page, url: string, hello: string, group: string, ears: MemberEars) {
    this.#page = page
    this.#ears = ears
    this.#url = url
    this.#hello = hello
    this.#group = group
    // Who leads notices by this lock when a follower is gone, so it has to be had before anything is asked for.
    this.#life = new Turn(page.locks, lifeOf(this.#group, this.#id), {
      onTurn: () => this.#join(),
      onRefused: () => this.#refused(),
    })
  }

  send(frame: string): void {
    if (this.#lead) this.#lead.up(this.#id, frame)
    else if (this.#leader !== null) {
      this.#post({ kind: 'up', to: this.#leader, frame })
      if (this.#cancel === idle) this.#expectAnswer()
    }
  }

  /** The client leaves. */
  close(): void {
    if (this.#lead) this.#post({ kind: 'gone', ...AGAIN })
    else this.#post({ kind: 'bye' })
    this.#leave()
  }

  #join(): void {
    const { spares, openChannel } = this.#page
    this.#channel = openChannel(this.#group)
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const post = asPost(data)
      if (post) this.#receive(post)
    }
    const spare = spares.get(this.#group)
    spares.delete(this.#group)
    if (spare) this.#take(spare)
    else {
      this.#wait()
      this.#attach()
    }
  }

  /** Its turn comes when all who lead or waited before it are gone; or now, by force. */
  #wait(steals = false): void {
    this.#turn?.end()
    const turn: Turn = new Turn(this.#page.locks, this.#group, {
      onTurn: () => this.#promoted(turn),
      onTaken: () => this.#end(AGAIN),
      onRefused: () => this.#refused(),
      steals,
    })
    this.#turn = turn
  }

  #attach(): void {
    this.#post({ kind: 'attach', hello: this.#hello })
    this.#expectAnswer()
  }

  /** Without one it takes the lead by force; the one that has it steps down when it wakes. */
  #expectAnswer(): void {
    this.#cancel()
    const timer = setTimeout(() => {
      this.#cancel = idle
      this.#wait(true)
    }, ANSWER_MS)
    this.#cancel = () => {
      clearTimeout(timer)
      this.#cancel = idle
    }
  }

  #promoted(turn: Turn): void {
    if (this.#leader === null) this.#take(turn)
    else this.#leaveTo(turn)
  }

  /** The leader is gone. The client's next socket leads, for it says anew how far it has come. */
  #leaveTo(turn: Turn): void {
    const { spares } = this.#page
    this.#turn = null
    spares.set(this.#group, turn)
    turn.onTaken = () => spares.delete(this.#group)
    setTimeout(() => {
      if (spares.get(this.#group) !== turn) return
      spares.delete(this.#group)
      turn.end()
    }, SPARE_MS)
    this.#end(AGAIN)
  }

  #take(turn: Turn): void {
    this.#cancel()
    this.#turn = turn
    turn.onTaken = () => this.#end(AGAIN)
    this.#post({ kind: 'led' })
    this.#lead = new Lead({
      group: this.#group,
      me: this.#id,
      hello: this.#hello,
      socket: this.#page.openSocket(this.#url),
      locks: this.#page.locks,
      post: post => this.#post(post),
      hear: frame => this.#ears.onFrame(frame),
      onClose: (code, reason) => {
        this.#post({ kind: 'gone', code, reason })
        this.#end({ code, reason })
      },
    })
  }

  #receive(post: Post): void {
    if (this.#lead) {
      this.#lead.receive(post)
      return
    }
    if ('to' in post && post.to !== null && post.to !== this.#id) return
    if (post.kind === 'led') {
      if (this.#leader === null) this.#attach()
      else this.#end(AGAIN)
    } else if (post.kind === 'here' && this.#leader === null) {
      this.#leader = post.from
    }
    if (post.from !== this.#leader) return
    this.#cancel()
    this.#follow(post)
  }

  #follow(post: Post): void {
    if (post.kind === 'welcome') {
      this.#isWelcome = true
      for (const frame of post.frames) this.#ears.onFrame(frame)
    } else if (post.kind === 'down' && this.#isWelcome) this.#ears.onFrame(post.frame)
    else if (post.kind === 'gone') this.#end(post)
  }

  #post(post: object): void {
    this.#channel?.postMessage({ ...post, from: this.#id })
  }

  #refused(): void {
    this.#page.onRefused()
    this.#end(AGAIN)
  }

  #end({ code, reason }: { readonly code: number; readonly reason: string }): void {
    if (this.#isOver) return
    this.#leave()
    this.#ears.onEnd(code, reason)
  }

  #leave(): void {
    this.#isOver = true
    this.#cancel()
    this.#lead?.close()
    this.#channel?.close()
    this.#channel = null
    this.#life.end()
    const turn = this.#turn
    this.#turn = null
    if (!this.#lead) turn?.end()
    else if (turn) setTimeout(() => turn.end(), FAREWELL_MS)
  }
}
