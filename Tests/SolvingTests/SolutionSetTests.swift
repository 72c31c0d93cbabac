import Solving
import Testing

@Suite("Solution sets")
struct SolutionSetTests {
    @Test("nothing found yet is a complete set without solutions")
    func empty() {
        #expect(SolutionSet().solutions.isEmpty)
        #expect(SolutionSet().isComplete)
    }
}
