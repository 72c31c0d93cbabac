import Exact
import Expressions
import Vocabulary

/// Makes notations of vectors and matrices as one writes them: transposes of single arrays, powers of equal neighbours, numbers before
/// arrays.
final class MatrixAlgebra {
    private let store: ExprStore
    /// The notations that are arrays, and those of them that are symmetric and diagonal matrices.
    private var arrays: Set<Expr> = []
    private var symmetric: Set<Expr> = []
    private var diagonalMatrices: Set<Expr> = []

    init(_ store: ExprStore) { self.store = store }

    /// Says that something is an array.
    func note(_ array: Expr, _ structure: ArrayStructure) {
        arrays.insert(array)
        if [.symmetric, .positiveDefinite, .diagonal].contains(structure) { symmetric.insert(array) }
        if structure == .diagonal { diagonalMatrices.insert(array) }
    }

    private func made(_ form: MatrixForm, _ parts: [Expr]) -> Expr {
        let array = store.matrix(form, parts)
        arrays.insert(array)
        return array
    }

    func zeros(_ sizes: [Expr]) -> Expr { made(.zeros, sizes) }
    func ones(_ sizes: [Expr]) -> Expr { made(.ones, sizes) }
    func identity(_ size: Expr) -> Expr { made(.identity, [size]) }

    /// The number before an array, and the array.
    func split(_ array: Expr) -> (number: Expr, array: Expr) {
        guard !arrays.contains(array) || store.kind(array) == .scaled || store.kind(array) == .product else { return (.one, array) }
        let factors = store.bareFactors(array)
        guard let own = factors.first(where: { arrays.contains($0) }), own != array else { return (.one, array) }
        return (store.product([store.number(store.coefficient(array))] + factors.filter { $0 != own }), own)
    }

    func times(_ number: Expr, _ array: Expr) -> Expr {
        let product = store.product(number, array)
        if !product.isAbsent, product != .zero { arrays.insert(product) }
        return product
    }

    /// The sum of arrays of these sizes.
    func sum(_ parts: [Expr], _ sizes: [Expr]) -> Expr {
        let sum = store.sum(parts.filter { !isForm($0, .zeros) })
        if sum == .zero { return zeros(sizes) }
        arrays.insert(sum)
        return sum
    }

    /// A function of every entry.
    func elementwise(_ function: FunctionID, _ array: Expr) -> Expr {
        let call = store.call(function, [array])
        arrays.insert(call)
        return call
    }

    /// The Kronecker product, and that times the matrix that exchanges rows and columns of what comes after.
    func kronecker(_ left: Expr, _ right: Expr, commuting sizes: [Expr]? = nil) -> Expr {
        let (first, second) = (split(left), split(right))
        let product = made(.kronecker, [first.array, second.array])
        let whole = sizes.map { self.product([product, made(.commutation, $0)]) } ?? product
        return times(store.product(first.number, second.number), whole)
    }

    /// The product of matrices one after another, the last maybe a vector.
    func product(_ parts: [Expr]) -> Expr {
        var (number, factors): (Expr, [Expr]) = (.one, [])
        for part in parts {
            let (own, array) = split(part)
            number = store.product(number, own)
            for factor in isForm(array, .product) ? store.childArray(array) : [array] { append(factor, to: &factors) }
        }
        let bare = factors.filter { !isForm($0, .identity) }
        return times(number, bare.isEmpty ? factors[0] : bare.count == 1 ? bare[0] : made(.product, bare))
    }

    /// Equal neighbours are a power.
    private func append(_ factor: Expr, to factors: inout [Expr]) {
        guard let last = factors.last, case let (first, second) = (power(last), power(factor)), first.base == second.base else {
            return factors.append(factor)
        }
        let exponent = store.sum(first.exponent, second.exponent)
        if exponent == .zero {
            // What is left is a unit matrix of that size; where the size is not known the two stay as they are.
            guard let size = size(first.base) else { return factors.append(factor) }
            factors[factors.count - 1] = identity(size)
        } else {
            factors[factors.count - 1] = power(first.base, exponent)
        }
    }

    /// A power of a matrix.
    func power(_ matrix: Expr, _ exponent: Expr) -> Expr {
        if exponent == .one { return matrix }
        let power = exponent == .minusOne ? made(.inverse, [matrix]) : made(.power, [matrix, exponent])
        if symmetric.contains(matrix) { symmetric.insert(power) }
        return power
    }

    /// How many rows a matrix has, or how many columns; nil where no array in it says it.
    private func size(_ array: Expr, isOfRows: Bool = true) -> Expr? {
        let parts = store.childArray(array)
        switch store.kind(array) {
        case .symbol:
            let sizes = store.assumptions.arrays[array]?.sizes
            return isOfRows ? sizes?.first : sizes?.last
        case .matrix:
            switch store.matrixForm(array) {
            case .transpose: return size(parts[0], isOfRows: !isOfRows)
            case .product: return size(parts[isOfRows ? 0 : parts.count - 1], isOfRows: isOfRows)
            case .identity, .ones, .zeros: return isOfRows ? parts.first : parts.last
            case .diagonal: return size(parts[0])
            case .kronecker, .commutation: return nil
            default: return size(parts[0], isOfRows: isOfRows)
            }
        default:
            // The terms of a sum are as large as the whole; numbers before an array have no size.
            for part in parts { if let size = size(part, isOfRows: isOfRows) { return size } }
            return nil
        }
    }

    private func power(_ array: Expr) -> (base: Expr, exponent: Expr) {
        if isForm(array, .inverse) { return (store.child(array, 0), .minusOne) }
        return isForm(array, .power) ? (store.child(array, 0), store.child(array, 1)) : (array, .one)
    }

    private func isForm(_ array: Expr, _ form: MatrixForm) -> Bool { store.kind(array) == .matrix && store.matrixForm(array) == form }

    /// The transpose, of single arrays.
    func transpose(_ array: Expr) -> Expr {
        if symmetric.contains(array) { return array }
        switch store.kind(array) {
        case .sum:
            let sum = store.sum(store.childArray(array).map { transpose($0) })
            arrays.insert(sum)
            return sum
        case .scaled, .product:
            let (number, bare) = split(array)
            return bare == array ? made(.transpose, [array]) : times(number, transpose(bare))
        case .call:
            let inner = transpose(store.child(array, 0))
            return transposes(in: inner) > transposes(in: array) + 1 ? made(.transpose, [array]) : elementwise(store.function(array), inner)
        case .matrix:
            let parts = store.childArray(array)
            switch store.matrixForm(array) {
            case .transpose: return parts[0]
            case .identity: return array
            case .diagonal where !arrays.contains(array) || isDiagonalMatrix(array): return array
            case .product: return product(parts.reversed().map { transpose($0) })
            case .inverse: return made(.inverse, [transpose(parts[0])])
            case .power: return power(transpose(parts[0]), parts[1])
            case .elementwiseProduct, .elementwiseQuotient: return made(store.matrixForm(array), parts.map { transpose($0) })
            case .elementwisePower: return made(.elementwisePower, [transpose(parts[0]), parts[1]])
            case .ones where parts.count == 2, .zeros where parts.count == 2: return made(store.matrixForm(array), parts.reversed())
            default: return made(.transpose, [array])
            }
        default: return made(.transpose, [array])
        }
    }

    /// A vector as a row.
    func row(_ vector: Expr) -> Expr {
        let (number, bare) = split(vector)
        guard isForm(bare, .product), let last = store.childArray(bare).last else { return times(number, made(.transpose, [bare])) }
        return times(number, product([row(last)] + store.childArray(bare).dropLast().reversed().map { transpose($0) }))
    }

    /// Whether `diag` makes a matrix of a vector there, not a vector of a matrix.
    private func isDiagonalMatrix(_ array: Expr) -> Bool { diagonalMatrices.contains(array) }

    func inverse(_ array: Expr) -> Expr {
        let (number, bare) = split(array)
        if isForm(bare, .inverse) { return times(store.power(number, .minusOne), store.child(bare, 0)) }
        let inverse = made(.inverse, [bare])
        if symmetric.contains(bare) { symmetric.insert(inverse) }
        return times(store.power(number, .minusOne), inverse)
    }

    /// The diagonal of a matrix.
    func diagonal(_ matrix: Expr) -> Expr { made(.diagonal, [matrix]) }

    /// The diagonal matrix of a vector.
    func diagonalMatrix(_ vector: Expr) -> Expr {
        // The diagonal of a diagonal matrix makes that matrix.
        if isForm(vector, .diagonal), diagonalMatrices.contains(store.child(vector, 0)) { return store.child(vector, 0) }
        let matrix = made(.diagonal, [vector])
        diagonalMatrices.insert(matrix)
        symmetric.insert(matrix)
        return matrix
    }

    /// Products of entries over products of entries.
    func elementwise(_ above: [Expr], over below: [Expr]) -> Expr {
        var number = Expr.one
        func bare(_ arrays: [Expr], _ isInverted: Bool) -> [Expr] {
            arrays.map { array in
                let (own, rest) = split(array)
                number = store.product(number, isInverted ? store.power(own, .minusOne) : own)
                return rest
            }
        }
        let (top, bottom) = (joined(bare(above, false)), joined(bare(below, true)))
        switch (top, bottom) {
        case (let top?, nil): return times(number, top)
        case (let top?, let bottom?): return times(number, made(.elementwiseQuotient, [top, bottom]))
        case (nil, let bottom?): return times(number, made(.elementwisePower, [bottom, .minusOne]))
        case (nil, nil): return number
        }
    }

    private func joined(_ arrays: [Expr]) -> Expr? {
        var powers: [(base: Expr, exponent: Expr)] = []
        for array in arrays {
            let isPower = isForm(array, .elementwisePower)
            let (base, exponent) = isPower ? (store.child(array, 0), store.child(array, 1)) : (array, .one)
            if let place = powers.firstIndex(where: { $0.base == base }) {
                powers[place].exponent = store.sum(powers[place].exponent, exponent)
            } else {
                powers.append((base, exponent))
            }
        }
        let parts = powers.map { $0.exponent == .one ? $0.base : made(.elementwisePower, [$0.base, $0.exponent]) }
        return parts.count < 2 ? parts.first : made(.elementwiseProduct, parts)
    }

    /// The power of every entry.
    func elementwisePower(_ array: Expr, _ exponent: Expr) -> Expr { made(.elementwisePower, [array, exponent]) }

    /// The sum of the entries of a product of vectors.
    func total(_ vectors: [Expr], over below: [Expr]) -> Expr {
        if below.isEmpty, vectors.count == 2 {
            let (first, second) = (split(vectors[0]), split(vectors[1]))
            let number = store.product(first.number, second.number)
            if first.array == second.array { return store.product(number, square(first.array)) }
            let product = product([row(first.array), second.array])
            let (own, array) = split(product)
            return store.product([number, own, isForm(array, .product) ? store.matrix(.innerProduct, store.childArray(array)) : array])
        }
        let (number, array) = split(elementwise(vectors, over: below))
        if isForm(array, .diagonal), !isDiagonalMatrix(array) {
            return store.product(number, store.matrix(.trace, [plain(store.child(array, 0))]))
        }
        if isForm(array, .elementwisePower), store.child(array, 1) == .two { return store.product(number, square(store.child(array, 0))) }
        return store.product(number, store.matrix(.total, [plain(array)]))
    }

    private func square(_ array: Expr) -> Expr { store.power(store.matrix(.norm, [plain(array)]), .two) }

    /// The determinant.
    func determinant(_ matrix: Expr) -> Expr { store.matrix(.determinant, [plain(matrix)]) }

    /// A matrix or its transpose, whichever has fewer transposes in it.
    private func plain(_ matrix: Expr) -> Expr {
        let written = transposes(in: matrix)
        if written == 0 { return matrix }
        let transposed = transpose(matrix)
        return transposes(in: transposed) < written ? transposed : matrix
    }

    private func transposes(in array: Expr) -> Int { store.postorder([array]).count { isForm($0, .transpose) } }
}
