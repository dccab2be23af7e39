import { expectTypeOf, test } from 'vitest'
import type { ClassicMessage } from '../src'
import { useWebSocket } from '../src'

type Hook = ReturnType<typeof useWebSocket>
type Callbacks = NonNullable<Parameters<typeof useWebSocket>[1]>
type Options = NonNullable<Parameters<typeof useWebSocket>[2]>

test('the hook returns exactly these', () => {
  expectTypeOf<keyof Hook>().toEqualTypeOf<
    'isConnected' | 'sendMessage' | 'sendTyping' | 'send' | 'close' | 'reconnect'
  >()
  expectTypeOf<Hook['isConnected']>().toEqualTypeOf<boolean>()
  expectTypeOf<Hook['sendMessage']>().toBeCallableWith('text', 'alice', 'bob')
  expectTypeOf<Hook['sendMessage']>().returns.toEqualTypeOf<string>()
  expectTypeOf<Hook['sendTyping']>().toBeCallableWith(true)
  expectTypeOf<Hook['send']>().toBeCallableWith('type', { any: 'data' })
  expectTypeOf<Hook['send']>().returns.toEqualTypeOf<boolean>()
  expectTypeOf<Hook['close']>().toEqualTypeOf<() => void>()
  expectTypeOf<Hook['reconnect']>().toEqualTypeOf<() => void>()
})

test('the callbacks are exactly these, and none is required', () => {
  expectTypeOf<keyof Callbacks>().toEqualTypeOf<
    'onMessage' | 'onTyping' | 'onConnect' | 'onDisconnect' | 'onError'
  >()
  expectTypeOf<Record<never, never>>().toExtend<Callbacks>()
  expectTypeOf<Callbacks['onMessage']>().toEqualTypeOf<((message: ClassicMessage) => void) | undefined>()
  expectTypeOf<Callbacks['onTyping']>().toEqualTypeOf<((typingUsers: string[]) => void) | undefined>()
  expectTypeOf<Callbacks['onError']>().toEqualTypeOf<((error: Error) => void) | undefined>()
})

test('the user is all that it needs', () => {
  expectTypeOf(useWebSocket).toBeCallableWith('alice')
  expectTypeOf<Options>().toExtend<{
    url?: string
    jitter?: boolean
    unlimited?: boolean
    restFallback?: boolean
    pollMs?: number
  }>()
})
