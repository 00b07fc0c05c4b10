import { FieldError, Input, Label, Text, TextArea, TextField } from "react-aria-components";
import type { InputProps } from "react-aria-components";

interface FieldProps extends Pick<InputProps, "inputMode" | "autoComplete" | "type" | "maxLength"> {
  label: string;
  name: string;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  error?: string | undefined;
  hint?: string;
  required?: boolean;
  lines?: number;
}

const box =
  "w-full rounded-lg border border-line-strong bg-card px-3 text-base placeholder:text-ink-faint " +
  "data-[focused]:border-accent data-[invalid]:border-bad";

/** A labelled line or area of text; its error is tied to it and read with it. */
export function Field(props: FieldProps) {
  const { label, name, value, onChange, onBlur, error, hint, required, lines, ...input } = props;
  return (
    <TextField
      name={name}
      value={value}
      onChange={onChange}
      {...(onBlur && { onBlur })}
      isInvalid={Boolean(error)}
      isRequired={required ?? false}
      validationBehavior="aria"
      className="flex flex-col gap-1"
    >
      <Label className="text-sm font-semibold">
        {label}
        {required && <span className="text-accent"> *</span>}
      </Label>
      {lines ? (
        <TextArea rows={lines} maxLength={props.maxLength} className={`${box} py-2.5`} />
      ) : (
        <Input {...input} className={`${box} h-12`} />
      )}
      {hint && !error && (
        <Text slot="description" className="text-xs text-ink-soft">
          {hint}
        </Text>
      )}
      <FieldError className="text-sm font-medium text-bad">{error}</FieldError>
    </TextField>
  );
}
