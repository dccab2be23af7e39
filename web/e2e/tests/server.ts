/** The real binary, on a free port and in a folder of its own; it can be killed and started again on the same port. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const binary =
  process.env.WEBCHAT_BINARY ?? fileURLToPath(new URL('../../../target/debug/webchat', import.meta.url))

/** How people show who they are, and who may get an account. */
export interface Mode {
  readonly auth: 'open' | 'password' | 'token'
  readonly signUp?: 'closed' | 'invite' | 'open'
  /** The file with the secret that a host application signs with. */
  readonly tokenKey?: string
}

export class Server {
  url = ''
  /** The link for the first administrator, once it was printed. */
  setupLink = ''
  readonly #mode: Mode
  #child: ChildProcess | null = null
  readonly #folder = mkdtempSync(join(tmpdir(), 'webchat-e2e-'))

  constructor(mode: Mode = { auth: 'open' }) {
    this.#mode = mode
  }

  /** Starts it. The limits are lines of the table in webchat.toml. */
  async start(limits = ''): Promise<void> {
    if (!existsSync(binary)) throw new Error(`${binary} is missing: run \`cargo build -p webchat\` first`)
    if (limits) writeFileSync(join(this.#folder, 'webchat.toml'), `[limits]\n${limits}\n`)
    const listen = this.url ? new URL(this.url).host : '127.0.0.1:0'
    const { auth, signUp, tokenKey } = this.#mode
    const how = ['--auth', auth]
    if (signUp) how.push('--sign-up', signUp)
    if (tokenKey) how.push('--token-key', tokenKey)
    const child = spawn(binary, ['serve', '--listen', listen, '--data-dir', this.#folder, ...how], {
      cwd: this.#folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { WEBCHAT_LOG_LEVEL: 'warn' },
    })
    this.#child = child
    for await (const line of createInterface({ input: child.stdout })) {
      const opened = /Open\s+(http:\S+)/.exec(line)
      if (opened?.[1]) this.url = opened[1]
      const link = /(http:\S+\/setup#\S+)/.exec(line)
      if (link?.[1]) this.setupLink = link[1]
      // It is the last line.
      if (line.startsWith('Stop it')) return
    }
    throw new Error('the server ended without saying where it listens')
  }

  /** Ends it as a crash would. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** Ends it as an operator would. */
  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  async clear(): Promise<void> {
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    this.#child = null
    if (!child || child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}
