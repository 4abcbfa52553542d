/** Why a module reference cannot be read, with the code of Bicep (Bicep.Core/Diagnostics/DiagnosticBuilder.cs). */
export interface ReferenceProblem {
  readonly code: string;
  readonly message: string;
}
