import { Label, Radio, RadioGroup } from "react-aria-components";
import { cx } from "./class_names";

interface ChoiceChipsProps {
  label: string;
  value: string;
  options: (readonly [value: string, text: string])[];
  onChange: (value: string) => void;
}

/** One of a few, as pills; arrow keys move through them as in any radio group. */
export function ChoiceChips({ label, value, options, onChange }: ChoiceChipsProps) {
  return (
    <RadioGroup value={value} onChange={onChange} className="flex flex-col gap-2">
      <Label className="text-sm font-semibold">{label}</Label>
      <div className="flex flex-wrap gap-2">
        {options.map(([option, text]) => (
          <Radio
            key={option}
            value={option}
            className={({ isSelected, isFocusVisible }) =>
              cx(
                "flex h-11 cursor-pointer items-center rounded-full border px-4 text-sm font-medium",
                isSelected
                  ? "border-accent bg-accent-soft text-accent"
                  : "border-line bg-card hover:bg-sunken",
                isFocusVisible && "outline-2 outline-offset-2 outline-accent",
              )
            }
          >
            {text}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
