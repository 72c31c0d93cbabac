/// Counts comparisons, so that what could not be compared is bounded and never passed over.
public struct Tally {
    private var agreed = 0
    private var open: [String] = []
    private var different: [String] = []

    /// Nothing compared yet.
    public init() {}

    /// Takes down a comparison: whether two things agree, or nil where that could not be told.
    public mutating func add(_ agrees: Bool?, _ label: @autoclosure () -> String) {
        switch agrees {
        case true: agreed += 1
        case false: different.append(label())
        case nil: open.append(label())
        }
    }

    /// What is wrong: a difference, or too large a part that could not be compared.
    public func fault(openAtMost share: Double) -> String? {
        if let first = different.first { return "\(different.count) differ: \(first)" }
        let total = agreed + open.count
        if total == 0 { return "nothing was compared" }
        return Double(open.count) > share * Double(total) ? "\(open.count) of \(total) could not be compared: \(open.prefix(3))" : nil
    }
}
