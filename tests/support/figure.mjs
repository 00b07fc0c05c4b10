// One line for each thing that was proven; tools/test gathers them.
export function figure(property, count, faults) {
  console.log(`figure: property ${property}: ${count}: ${faults}`);
}
