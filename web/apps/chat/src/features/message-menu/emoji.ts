/**
 * The emoji of the picker with their names: those that people react with most, in the order in which one looks for
 * them. Any other can be typed or pasted into the search.
 */

export interface Emoji {
  readonly emoji: string
  readonly name: string
  /** What it may be looked for by, besides its name. */
  readonly keywords: string
}

export interface EmojiGroup {
  readonly title: string
  readonly emoji: readonly Emoji[]
}

/** Each entry is an emoji, its name, and after a comma what else it is called. */
function group(title: string, list: string): EmojiGroup {
  const emoji = list.split(';').map(entry => {
    const [, emoji = '', name = '', keywords = ''] = /^(\S+) ([^,]+),?(.*)$/.exec(entry.trim()) ?? []
    return { emoji, name, keywords }
  })
  return { title, emoji }
}

export const GROUPS: readonly EmojiGroup[] = [
  group(
    'Faces',
    `
    😀 grinning; 😃 smiling, happy; 😄 laughing eyes, happy; 😁 beaming; 😆 squinting laugh;
    😅 relieved laugh, phew, sweat; 🤣 rolling with laughter, rofl; 😂 tears of joy, laugh, lol;
    🙂 slight smile; 🙃 upside down, irony; 😉 wink; 😊 warm smile, blush; 😇 angel, innocent;
    🥰 in love, hearts; 😍 heart eyes, love; 🤩 starstruck, wow; 😘 kiss; 😚 shy kiss; 😋 delicious, yum;
    😛 tongue out; 😜 cheeky, joking; 🤪 goofy, crazy; 😝 squinting tongue; 🤗 hug; 🤭 giggle, oops;
    🤫 quiet, hush, secret; 🤔 thinking, hmm; 🤐 sealed lips, zipper; 🤨 doubtful, eyebrow; 😐 neutral;
    😑 expressionless; 😶 speechless; 😏 smirk; 😒 unamused; 🙄 rolling eyes; 😬 grimace, awkward;
    😌 relieved, calm; 😔 thoughtful, sad; 😪 sleepy; 🤤 drooling; 😴 asleep, zzz; 😷 mask, sick;
    🤒 fever, sick; 🤕 bandaged, hurt; 🤢 nauseous; 🤮 vomiting; 🤧 sneezing, cold; 🥵 hot;
    🥶 freezing, cold; 🥴 woozy; 😵 dizzy; 🤯 mind blown, wow; 🤠 cowboy;
    🥳 partying, celebrate, birthday; 😎 sunglasses, cool; 🤓 nerd; 🧐 monocle, inspect; 😕 confused;
    😟 worried; 🙁 frowning, sad; 😮 surprised, wow, oh; 😯 hushed; 😲 astonished;
    😳 flushed, embarrassed; 🥺 pleading, please; 😦 dismayed; 😨 fearful, scared; 😰 anxious;
    😥 sad but relieved; 😢 crying, sad, tear; 😭 sobbing, sad; 😱 screaming, fear; 😖 confounded;
    😣 persevering; 😞 disappointed; 😓 downcast, sweat; 😩 weary; 😫 exhausted, tired; 🥱 yawning, bored;
    😤 huffing; 😡 furious, angry; 😠 angry; 🤬 swearing; 😈 mischievous, devil; 💀 skull, dead; 💩 poo;
    🤡 clown; 👻 ghost; 👽 alien; 🤖 robot; 😺 smiling cat; 🙈 see no evil, monkey;
    🙉 hear no evil, monkey; 🙊 speak no evil, monkey
    `,
  ),
  group(
    'Hands and people',
    `
    👍 thumbs up, yes, agree, like, good; 👎 thumbs down, no, dislike; 👏 clapping, applause, bravo;
    🙌 raised hands, hooray, praise; 🙏 folded hands, thanks, please, pray; 🤝 handshake, deal;
    👋 waving, hello, bye; ✋ raised hand, stop; 👌 OK hand, perfect; 🤏 pinch, small;
    ✌️ victory, peace; 🤞 crossed fingers, luck; 🤟 love you hand; 🤘 rock on, horns; 🤙 call me;
    👈 pointing left; 👉 pointing right; 👆 pointing up; 👇 pointing down; ☝️ index finger up;
    ✊ raised fist; 👊 fist bump; 💪 strong, muscle; ✍️ writing hand; 🤳 selfie; 👀 eyes, look, watching;
    🧠 brain; 👶 baby; 🧑 person; 👩 woman; 👨 man; 🧓 older person; 🙋 raising a hand, question;
    🤷 shrug, no idea; 🤦 facepalm; 🙅 no gesture; 🙆 OK gesture; 🙇 bowing, sorry; 💁 tipping hand;
    🏃 running; 🚶 walking; 💃 dancing woman; 🕺 dancing man; 🧘 meditating, calm; 🛌 in bed;
    👑 crown, king, queen; 🎓 graduation
    `,
  ),
  group(
    'Hearts',
    `
    ❤️ red heart, love; 🧡 orange heart; 💛 yellow heart; 💚 green heart; 💙 blue heart; 💜 purple heart;
    🖤 black heart; 🤍 white heart; 🤎 brown heart; 💔 broken heart; ❣️ heart exclamation; 💕 two hearts;
    💖 sparkling heart; 💗 growing heart; 💓 beating heart; 💞 revolving hearts; 💝 heart with ribbon;
    💘 heart with arrow; 💯 hundred points, perfect; 💥 bang, boom; 💫 dizzy star; 💦 splash;
    💤 sleep, zzz; 💬 speech bubble; 💭 thought bubble
    `,
  ),
  group(
    'Nature',
    `
    🐶 dog; 🐱 cat; 🐭 mouse; 🐰 rabbit; 🦊 fox; 🐻 bear; 🐼 panda; 🐨 koala; 🐯 tiger; 🦁 lion; 🐮 cow; 🐷 pig;
    🐸 frog; 🐵 monkey; 🐔 chicken; 🐧 penguin; 🐦 bird; 🦆 duck; 🦉 owl; 🐺 wolf; 🐴 horse; 🦄 unicorn;
    🐝 bee; 🐛 caterpillar, bug; 🦋 butterfly; 🐌 snail, slow; 🐞 ladybird; 🐢 turtle, slow; 🐍 snake;
    🐙 octopus; 🐠 fish; 🐬 dolphin; 🐳 whale; 🦈 shark; 🐘 elephant; 🌵 cactus; 🎄 Christmas tree;
    🌲 fir tree; 🌳 tree; 🌴 palm tree; 🌱 seedling, growing; 🌿 herb; 🍀 four-leaf clover, luck;
    🍂 fallen leaves, autumn; 🍁 maple leaf; 🌸 blossom; 🌹 rose; 🌻 sunflower; 🌷 tulip; 🌍 earth, world;
    🌙 moon; ⭐ star; 🌟 glowing star; ✨ sparkles; ⚡ lightning; 🔥 fire, hot; 🌈 rainbow; ☀️ sun;
    ⛅ sun behind a cloud; ☁️ cloud; 🌧️ rain; ⛄ snowman; ❄️ snowflake, cold; 🌊 wave, sea
    `,
  ),
  group(
    'Food and drink',
    `
    🍎 apple; 🍐 pear; 🍊 orange; 🍋 lemon; 🍌 banana; 🍉 watermelon; 🍇 grapes; 🍓 strawberry; 🍒 cherries;
    🍑 peach; 🥭 mango; 🍍 pineapple; 🥑 avocado; 🍅 tomato; 🥕 carrot; 🌽 corn; 🍞 bread; 🥐 croissant;
    🧀 cheese; 🥚 egg; 🍳 cooking, breakfast; 🥞 pancakes; 🍔 burger; 🍟 fries; 🍕 pizza; 🌭 hot dog;
    🥪 sandwich; 🌮 taco; 🍝 spaghetti, pasta; 🍜 noodles, ramen; 🍣 sushi; 🍚 rice; 🥗 salad; 🍿 popcorn;
    🍦 ice cream; 🍩 doughnut; 🍪 cookie; 🎂 birthday cake; 🍰 cake; 🧁 cupcake; 🍫 chocolate; 🍬 candy;
    ☕ coffee; 🍵 tea; 🥛 milk; 🧃 juice; 🍺 beer; 🍻 cheers, beers; 🥂 clinking glasses, cheers; 🍷 wine;
    🍸 cocktail; 🍹 tropical drink; 🍾 champagne
    `,
  ),
  group(
    'Activities and places',
    `
    🎉 party popper, celebrate, congratulations; 🎊 confetti; 🎈 balloon; 🎁 present, gift; 🎀 ribbon;
    🎃 pumpkin, Halloween; 🏆 trophy, win; 🥇 gold medal, first; 🥈 silver medal, second;
    🥉 bronze medal, third; 🎯 bullseye, target; ⚽ football, soccer; 🏀 basketball;
    🏈 American football; ⚾ baseball; 🎾 tennis; 🏐 volleyball; 🏓 table tennis; 🏸 badminton; 🥊 boxing;
    🎮 video game; 🎲 dice; 🧩 puzzle; 🎨 painting, art; 🎬 film; 🎤 microphone, sing; 🎧 headphones;
    🎸 guitar; 🎹 piano; 🎺 trumpet; 🎻 violin; 🥁 drum; 🎭 theatre; 🏊 swimming; 🚴 cycling; 🏄 surfing;
    🏋️ lifting weights; ⛷️ skiing; 🏕️ camping; ⛺ tent; 🚗 car; 🚕 taxi; 🚌 bus; 🚑 ambulance;
    🚒 fire engine; 🚲 bicycle; 🛴 scooter; 🚂 steam train; 🚆 train; ✈️ plane, travel;
    🚀 rocket, launch, ship it; 🛸 flying saucer; 🚁 helicopter; ⛵ sailing boat; 🚢 ship; ⚓ anchor;
    🏠 house, home; 🏡 house with garden; 🏢 office; 🏥 hospital; 🏫 school; 🏰 castle; ⛰️ mountain;
    🏖️ beach, holiday; 🏝️ island; 🌋 volcano; 🗺️ map; 🧭 compass; 🌅 sunrise; 🌃 night; 🎡 Ferris wheel
    `,
  ),
  group(
    'Objects',
    `
    📱 phone; 💻 laptop, computer; ⌨️ keyboard; 🖥️ screen, computer; 🖨️ printer; 📷 camera;
    📹 video camera; 📺 television; ☎️ telephone; 🔋 battery; 🔌 plug; 💡 light bulb, idea; 🔦 torch;
    🕯️ candle; 🗑️ bin; 💰 money; 💳 card, payment; 💎 gem; 🔧 wrench, fix; 🔨 hammer, build;
    🔩 nut and bolt; ⚙️ gear, settings; 🧲 magnet; 🔑 key; 🔒 locked; 🔓 unlocked; 🚪 door; 🛏️ bed;
    🛒 shopping; 🎒 backpack; 👓 glasses; ☂️ umbrella; 📚 books; 📖 open book, read; 📝 note, write;
    ✏️ pencil; 📌 pin; 📎 paper clip; ✂️ scissors; 📅 calendar, date; 📊 bar chart; 📈 rising, growth;
    📉 falling; 📧 e-mail; 📦 package; 📣 megaphone, announce; 🔔 bell; 🔕 bell off, mute; ⌚ watch;
    ⏰ alarm clock; ⏳ hourglass, waiting; 🔍 magnifying glass, search; 🧪 test tube; 💊 pill; 🩹 plaster;
    🧸 teddy bear
    `,
  ),
  group(
    'Signs',
    `
    ✅ done, check, yes; ☑️ ticked box; ✔️ tick; ❌ cross, no; ➕ plus; ➖ minus; ❓ question;
    ❗ exclamation; ⚠️ warning; 🚫 forbidden; 🛑 stop; ⛔ no entry; ♻️ recycle; 🔁 repeat; 🔄 refresh;
    ▶️ play; ⏸️ pause; ⏹️ stop button; ⏩ fast forward; 🔴 red circle; 🟠 orange circle;
    🟡 yellow circle; 🟢 green circle; 🔵 blue circle; 🟣 purple circle; ⚫ black circle; ⚪ white circle;
    🆗 OK; 🆕 new; 🆒 cool; 🔝 top; 🔜 soon; 🏁 finish, chequered flag; 🚩 red flag; 🏳️ white flag;
    ☮️ peace; ☯️ yin and yang; ♾️ infinity
    `,
  ),
]
