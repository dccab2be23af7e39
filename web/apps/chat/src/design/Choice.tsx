/** One of a few, each with a word about it. */
import { useId } from 'react'

interface ChoiceProps<Value extends string> {
  legend: string
  options: readonly { readonly value: Value; readonly label: string; readonly note?: string }[]
  value: Value
  onChoose: (value: Value) => void
}

export function Choice<Value extends string>({ legend, options, value, onChoose }: ChoiceProps<Value>) {
  const name = useId()
  return (
    <fieldset className="flex flex-col">
      <legend className="float-left mb-1 text-ui font-medium">{legend}</legend>
      {options.map(option => (
        <label
          key={option.value}
          className="-mx-2 flex min-h-(--target) clear-both items-start gap-3 rounded-control px-2 py-1.5 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            checked={value === option.value}
            onChange={() => onChoose(option.value)}
            className="mt-0.5 size-4 shrink-0 accent-accent outline-none"
          />
          <span className="flex flex-col">
            <span className="text-ui">{option.label}</span>
            {option.note && <span className="text-small text-muted">{option.note}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
