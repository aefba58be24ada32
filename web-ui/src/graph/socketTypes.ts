/** Whether a type is none in particular. */
export function isAny(type: string): boolean {
  return type === "*" || type === "" || type === "0";
}

/** Whether an output of one type may feed an input of another: `*` fits all, and lists (`IMAGE,MASK`) need one in common. */
export function compatible(output: string, input: string): boolean {
  if (output === input || isAny(output) || isAny(input)) {
    return true;
  }
  const offered = parts(output);
  return parts(input).some(
    (type) => type === "*" || offered.includes(type) || offered.includes("*"),
  );
}

function parts(type: string): readonly string[] {
  return type
    .toUpperCase()
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
