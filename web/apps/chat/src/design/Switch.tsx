/** Something that is on or off. */
interface SwitchProps {
  label: string
  on: boolean
  onSwitch: (on: boolean) => void
}

export function Switch({ label, on, onSwitch }: SwitchProps) {
  return (
    <label className="-mx-2 flex min-h-(--target) items-center justify-between gap-4 rounded-control px-2 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent">
      <span className="text-ui">{label}</span>
      <input
        type="checkbox"
        checked={on}
        onChange={event => onSwitch(event.target.checked)}
        className="size-4 shrink-0 accent-accent outline-none"
      />
    </label>
  )
}
