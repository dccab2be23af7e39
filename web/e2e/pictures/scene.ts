/** Some people and what they say, over the classic REST API: they need no browser. */

const people: Record<string, string> = {
  'ada-okafor': 'Ada Okafor',
  ben: 'Ben Castellano',
  carla: 'Carla Ruiz',
  dmitri: 'Dmitri Volkov',
  'jonas-ahlgren': 'Jonas Åhlgren',
  mei: 'Mei',
}

const talk: readonly (readonly [from: string, to: string | null, text: string])[] = [
  ['dmitri', null, 'The venue has confirmed: Saturday, doors at seven.'],
  ['carla', null, 'Great. Who brings the projector?'],
  ['mei', null, 'I can. It needs an adapter, though.'],
  ['carla', 'maria', 'Here is the draft: https://example.com/draft'],
  ['jonas-ahlgren', 'maria', 'Tack, vi ses i morgon'],
  ['ben', 'maria', 'Train is on time, see you at the station'],
  ['ada-okafor', 'maria', 'Did you get a seat by the window?'],
  ['maria', 'ada-okafor', 'I did. And it’s quiet here.'],
  ['maria', 'ada-okafor', 'I’ll finish the slides before we arrive.'],
  ['ada-okafor', 'maria', '🎉'],
  ['ada-okafor', 'maria', 'Perfect'],
  [
    'ada-okafor',
    'maria',
    'Two things are still open: who opens the evening, and whether we record it. I would do both.',
  ],
]

/** What was reacted to in the conversation of Ada and Maria. */
const reactions: readonly (readonly [userId: string, seq: number, emoji: string])[] = [
  ['ada-okafor', 2, '❤️'],
  ['ada-okafor', 3, '👍'],
  ['maria', 4, '🙌'],
]

/** Makes the people known under their names, and lets them talk. */
export async function play(url: string): Promise<void> {
  for (const [id, name] of Object.entries(people)) {
    await post(`${url}/api/v1/commands?userId=${id}`, { type: 'profile', name })
  }
  for (const [senderId, receiverId, text] of talk) {
    await post(`${url}/api/messages`, { senderId, receiverId, text })
  }
  const conversationId = 'ada-okafor~maria'
  for (const [userId, seq, emoji] of reactions) {
    await post(`${url}/api/v1/commands?userId=${userId}`, {
      type: 'react',
      conversationId,
      seq,
      emoji,
      on: true,
    })
  }
  const read = { type: 'read', conversationId, seq: 4 }
  await post(`${url}/api/v1/commands?userId=maria`, read)
}

export async function say(url: string, senderId: string, receiverId: string, text: string): Promise<void> {
  await post(`${url}/api/messages`, { senderId, receiverId, text })
}

export async function type(url: string, userId: string, conversationId: string): Promise<void> {
  await post(`${url}/api/typing`, { userId, conversationId, isTyping: true })
}

async function post(address: string, body: unknown): Promise<void> {
  const headers = { 'Content-Type': 'application/json' }
  const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`)
}
