/// The lines and parabolas that are tried beside the axes.
enum PathTrials {
    struct Trial {
        let direction: [Int]
        let curvature: [Int]
    }

    /// More pairs of variables are not tried.
    private static let mostPairs = 28

    static func all(_ count: Int) -> [Trial] {
        var trials: [Trial] = []
        func add(_ entries: [(Int, Int)], _ bends: [(Int, Int)] = []) {
            var (direction, curvature) = (Array(repeating: 0, count: count), Array(repeating: 0, count: count))
            for (place, value) in entries { direction[place] = value }
            for (place, value) in bends { curvature[place] = value }
            trials.append(Trial(direction: direction, curvature: curvature))
            trials.append(Trial(direction: direction.map { -$0 }, curvature: curvature))
        }
        var pairs = 0
        for first in 0..<count {
            for second in (first + 1)..<max(count, first + 1) where pairs < mostPairs {
                pairs += 1
                for (one, other) in [(1, 1), (1, -1), (1, 2), (2, -1), (3, 1), (1, -5)] { add([(first, one), (second, other)]) }
                for bend in [1, -1, 2] {
                    add([(first, 1)], [(second, bend)])
                    add([(second, 1)], [(first, bend)])
                }
                add([(first, 1), (second, 1)], [(second, 1)])
            }
        }
        if count > 2 {
            add((0..<count).map { ($0, 1) })
            add((0..<count).map { ($0, $0 % 2 == 0 ? $0 + 1 : -$0 - 1) })
            add((0..<count).map { ($0, $0 * $0 % 7 - 3) })
        }
        return trials
    }
}
