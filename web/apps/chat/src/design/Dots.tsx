/** Three dots that move while something is being written. */
const DELAYS = ['0ms', '150ms', '300ms']

export function Dots() {
  return (
    <span aria-hidden="true" className="inline-flex items-center gap-0.5">
      {DELAYS.map(delay => (
        <span
          key={delay}
          style={{ animationDelay: delay }}
          className="size-1 animate-bounce rounded-full bg-current"
        />
      ))}
    </span>
  )
}
