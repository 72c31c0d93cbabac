/// Numbers that are looked at for lack of better ones.
enum Grid {
    /// Evenly spaced numbers none of which a person would write.
    static func numbers(_ lower: Double, _ upper: Double, _ count: Int) -> [Double] {
        let step: Double = (upper - lower) / Double(count)
        return (0..<count).map { (place: Int) -> Double in lower + step * (Double(place) + 0.31837) }
    }
}
