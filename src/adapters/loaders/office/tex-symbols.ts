const greek =
  'α alpha β beta γ gamma δ delta ε varepsilon ϵ epsilon ζ zeta η eta θ theta ϑ vartheta ι iota κ kappa ' +
  'λ lambda μ mu ν nu ξ xi π pi ρ rho σ sigma ς varsigma τ tau υ upsilon φ varphi ϕ phi χ chi ψ psi ' +
  'ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega';
const operators =
  '∑ sum ∏ prod ∫ int ∬ iint ∮ oint ∞ infty × times ÷ div ± pm ∓ mp · cdot ⋅ cdot ∘ circ ≤ leq ≥ geq ' +
  '≠ neq ≈ approx ≡ equiv ∼ sim ∝ propto ∈ in ∉ notin ⊂ subset ⊆ subseteq ∪ cup ∩ cap ∅ emptyset ' +
  '∀ forall ∃ exists ∂ partial ∇ nabla → rightarrow ← leftarrow ↔ leftrightarrow ⇒ Rightarrow ' +
  '⇔ Leftrightarrow ∧ wedge ∨ vee ¬ neg ⊕ oplus ⊗ otimes ⊥ perp ∥ parallel … ldots ⋯ cdots ⋮ vdots ' +
  'ℝ mathbb{R} ℕ mathbb{N} ℤ mathbb{Z} ℚ mathbb{Q} ℂ mathbb{C} ⟨ langle ⟩ rangle ‖ Vert √ surd';

/** The LaTeX commands, without their backslash, of the characters that equations have. */
export const texSymbols: ReadonlyMap<string, string> = new Map(pairs(`${greek} ${operators}`));

function pairs(list: string): [string, string][] {
  const words = list.split(' ');
  return words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? word]] : []));
}
