/** The server's side of one socket. Opens by itself a moment after it was made. */
import type { Message, UserId } from '../../src/protocol.gen'
import type { Asked, FakeServer } from './FakeServer'
import { FakeSocket } from './FakeSocket'

export class ServerSocket extends FakeSocket {
  userId: UserId | null = null
  readonly #server: FakeServer

  constructor(url: string, server: FakeServer) {
    super(url)
    this.#server = server
    setTimeout(() => {
      if (this.readyState !== 0) return
      if (server.socketsDown) this.drop()
      else this.open()
    }, 1)
  }

  isIn(conversationId: string): boolean {
    return this.readyState === 1 && this.userId !== null && this.#server.isIn(this.userId, conversationId)
  }

  override send(frame: string): void {
    super.send(frame)
    const command = JSON.parse(frame) as Asked
    // The answer comes later, as it does over a network.
    setTimeout(() => {
      if (this.readyState === 1) this.#obey(command)
    })
  }

  #obey(command: Asked): void {
    if (command.type === 'register' && this.#server.registerRefusal) {
      this.say({ type: 'error', ...this.#server.registerRefusal })
    } else if (command.type === 'register' && command.name && this.#server.nameRefusal) {
      this.say({ type: 'error', message: this.#server.nameRefusal, code: 'bad-field' })
    } else if (command.type === 'register') {
      this.userId = command.userId ?? null
      for (const event of this.#server.greet(command)) this.say(event)
    } else if (command.type === 'message') {
      if (this.#server.losesMessages) return
      const known = this.#server.conversation(command.conversationId ?? 'general').head
      const answer = this.#server.obey(this.userId ?? '', command) as { type: string; data?: Message }
      // A message that was new came as an event already; the one that is known is the answer itself.
      if (answer.type === 'error' || (answer.data?.seq ?? 0) <= known) this.say(answer)
    } else if (command.type === 'ping') this.say({ type: 'pong' })
    else if (!this.#server.losesMessages) this.#answer(command)
  }

  #answer(command: Asked): void {
    const { isOld } = this.#server
    if (isOld && ['edit', 'react', 'changes'].includes(command.type)) {
      this.say({ type: 'error', id: command.id, code: 'unknown-type', message: 'There is no such command.' })
      return
    }
    if (command.type === 'changes') {
      const { conversationId, after, id } = command
      this.say({
        type: 'changes',
        conversationId,
        ...this.#server.conversation(conversationId).changes(after),
        id,
      })
      return
    }
    const answer = this.#server.obey(this.userId ?? '', command) as { type: string }
    if (answer.type === 'error') this.say(answer)
    else if (command.id && !isOld) this.say({ type: 'done', id: command.id })
  }
}
